using System.Text;
using Rhumb.Training;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Stands a script in for npm: no network.</summary>
public sealed class NpmFetcherTests : IDisposable
{
    private static readonly NpmBundle Bundle = new("things", new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["package.json"] = Encoding.ASCII.GetBytes("{}"), ["use.mjs"] = Encoding.ASCII.GetBytes("use"),
    });

    private readonly TemporaryFolder _folder = new();

    public NpmFetcherTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts that stand in are shell scripts.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Installs_once_without_scripts()
    {
        var folder = await Fetch("echo \"$@\" > arguments; mkdir node_modules");
        Assert.Equal("use", await File.ReadAllTextAsync(Path.Combine(folder, "use.mjs"), TestContext.Current.CancellationToken));
        var arguments = await File.ReadAllTextAsync(Path.Combine(folder, "arguments"), TestContext.Current.CancellationToken);
        Assert.StartsWith("ci --ignore-scripts", arguments, StringComparison.Ordinal);
        Assert.Equal(folder, await Fetch("exit 1")); // nothing is run again
        Assert.NotEqual(Bundle.FolderName, (Bundle with { Files = new Dictionary<string, byte[]>(Bundle.Files, StringComparer.Ordinal) { ["use.mjs"] = [1] } }).FolderName);
    }

    [Theory]
    [InlineData("printf 'npm error code ENOTFOUND\\nnpm error errno ENOTFOUND\\nnpm error network request failed\\nnpm error A complete log is in x\\n' >&2; exit 1", "network request failed")]
    [InlineData("echo 'npm error code EINTEGRITY' >&2; exit 1", "EINTEGRITY")]
    [InlineData("exit 7", "exit code 7")]
    public async Task What_npm_cannot_do_is_one_sentence_and_leaves_nothing(string npm, string part)
    {
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Fetch(npm))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["cache/packages"]));
    }

    [Fact]
    public async Task No_npm_is_one_sentence_with_a_way_out()
    {
        var fetcher = new NpmFetcher(_folder["cache"], new NpmTools("no-such-npm"));
        var message = (await Assert.ThrowsAsync<RhumbException>(() => fetcher.FetchAsync(Bundle, Told.Nobody, TestContext.Current.CancellationToken))).Message;
        Assert.Contains("Node.js", message, StringComparison.Ordinal);
        Assert.Contains("--data FILE", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_is_a_file_is_said()
    {
        _folder.Write("cache", "in the way");
        Assert.Contains("RHUMB_CACHE", (await Assert.ThrowsAsync<RhumbException>(() => Fetch("exit 0"))).Message, StringComparison.Ordinal);
    }

    private Task<string> Fetch(string npm)
    {
        var path = _folder.Write("npm", "#!/bin/sh\n" + npm + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new NpmFetcher(_folder["cache"], new NpmTools(path)).FetchAsync(Bundle, Told.Nobody, TestContext.Current.CancellationToken);
    }
}
