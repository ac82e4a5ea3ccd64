using Rhumb.Tests.Architecture;
using Rhumb.Tests.Cli;

namespace Rhumb.Tests.Runtime.Native;

public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _home.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_leaves_nothing_of_the_engine_in_the_home_folder()
    {
        // The engine sends nothing where it takes the machine for a build server.
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = _home.Path, ["XDG_CACHE_HOME"] = null, ["XDG_DATA_HOME"] = null, ["CI"] = null };
        var run = await RhumbProcess.RunAsync(["sample", Path.Combine(Repository.Root, "models", "fashion"), "--seed", "1", "--output", _folder["out"]], environment);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Empty(Directory.EnumerateFiles(_home.Path, "*", SearchOption.AllDirectories));
    }
}
