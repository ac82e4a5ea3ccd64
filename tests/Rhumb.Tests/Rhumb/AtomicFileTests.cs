using Rhumb.Tests.Rhumb.Media;

namespace Rhumb.Tests.Rhumb;

public sealed class AtomicFileTests
{
    [Fact]
    public void AFullDiskIsOneSentenceAndLeavesTheOldFileAndNothingElse()
    {
        using var folder = new MediaFolder();
        File.WriteAllText(folder["a.obj"], "old");
        var error = Assert.Throws<RhumbException>(() => AtomicFile.Write(folder["a.obj"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device", 28);
        }));
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(folder["a.obj"]));
        Assert.Equal(["a.obj"], folder.Files);
    }

    [Fact]
    public void AMissingFolderAndAFolderAsTargetAreRefused()
    {
        using var folder = new MediaFolder();
        Assert.Contains("create it first", Assert.Throws<RhumbException>(() => AtomicFile.Write(folder["none/a.obj"], new byte[1])).Message, StringComparison.Ordinal);
        Assert.Contains("name a file", Assert.Throws<RhumbException>(() => AtomicFile.Write(folder["."], new byte[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherErrorsPassThroughAndLeaveNothing()
    {
        using var folder = new MediaFolder();
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a"], _ => throw new InvalidOperationException("x")));
        Assert.Empty(folder.Files);
    }
}
