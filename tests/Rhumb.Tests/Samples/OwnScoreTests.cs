using System.Diagnostics;
using Rhumb.Media;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Cli;

namespace Rhumb.Tests.Samples;

public sealed class OwnScoreTests : IDisposable
{
    // The configuration that these tests were built in, so that the libraries need not be built once more.
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_sample_runs_and_writes_its_best_shape()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var sample = Path.Combine(Repository.Root, "samples", "OwnScore.cs");
        var start = new ProcessStartInfo("dotnet", ["run", "--configuration", Configuration, sample, "--", generator, "2"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.Contains("tall and light", output, StringComparison.Ordinal);
        Assert.Equal("ellipsoid", RecipeFile.Read(_folder["own-score.glb"]).Model);
    }
}
