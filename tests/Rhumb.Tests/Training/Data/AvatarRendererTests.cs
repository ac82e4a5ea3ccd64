using Rhumb.Tests.Cli;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Scripts stand in for the one that draws: whatever it writes is pictures or one sentence.</summary>
public sealed class AvatarRendererTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AvatarRendererTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts that stand in for node are shell scripts.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "did not draw all of 2")]
    [InlineData("Segmentation fault\\n", "did not draw all of 2")]
    [InlineData("null\\n", "did not draw all of 2")]
    [InlineData("{}\\n", "did not draw all of 2")]
    [InlineData("[null,null]\\n123456789012345678901234", "did not draw all of 2")]
    [InlineData("[{},{}]\\n", "did not draw all of 2")]
    [InlineData("[{},{}]\\n123456789012345678901234", "without 'hair'")]
    [InlineData("[{\"hair\":7},{}]\\n123456789012345678901234", "'hair' as '7'")]
    public async Task What_is_no_picture_is_one_sentence(string output, string part)
    {
        var node = _folder.Write("node", $"#!/bin/sh\nprintf '{output}' > \"$(printf %s \"$2\" | sed 's/.*\"output\":\"\\([^\"]*\\)\".*/\\1/')\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var renderer = new AvatarRenderer(_folder.Path, new NpmTools(Node: node), size: 2);
        var message = (await Assert.ThrowsAsync<RhumbException>(() => renderer.RenderAsync(1, 0, 2, _folder.Path, TestContext.Current.CancellationToken))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(["node"], _folder.Entries);
    }
}
