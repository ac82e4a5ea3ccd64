using Rhumb.Tests.Cli;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class SolidFileTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(7)]
    public void A_solid_comes_back_as_it_was(int n)
    {
        using var folder = new TemporaryFolder();
        var solid = Models.Blobs(n, n);
        SolidFile.Write(folder["a.voxels"], solid);
        Assert.Equal(["a.voxels"], folder.Entries);
        Assert.True(solid.Words.SequenceEqual(SolidFile.TryRead(folder["a.voxels"], n)!.Words));
    }

    [Fact]
    public void A_damaged_or_other_file_is_none()
    {
        using var folder = new TemporaryFolder();
        var file = folder["a.voxels"];
        Assert.Null(SolidFile.TryRead(file, 16));
        SolidFile.Write(file, Models.Blobs(16, 1));
        Assert.Null(SolidFile.TryRead(file, 32));
        var bytes = File.ReadAllBytes(file);
        for (var length = 0; length < bytes.Length; length += 5)
        {
            File.WriteAllBytes(file, bytes[..length]);
            Assert.Null(SolidFile.TryRead(file, 16));
        }
        File.WriteAllText(file, "this is something else altogether");
        Assert.Null(SolidFile.TryRead(file, 16));
    }
}
