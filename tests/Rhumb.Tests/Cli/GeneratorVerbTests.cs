using System.Text.Json;
using Rhumb.Generators;
using Rhumb.Media;

namespace Rhumb.Tests.Cli;

/// <summary>The verbs that need a generator, on one that the test makes.</summary>
public sealed class GeneratorVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Samples_carry_their_recipe_and_decode_again()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        await RhumbProcess.SucceedAsync("sample", generator, "--count", "3", "--seed", "7", "--output", _folder["out"], "--json");
        Assert.Equal(["0000.glb", "0001.glb", "0002.glb", "latents.npy"], Directory.EnumerateFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var latents = NpyFile.ReadRows(Path.Combine(_folder["out"], "latents.npy"));
        Assert.Equal((3, EllipsoidGenerator.Dimension), (latents.Rows, latents.Columns));
        var manifest = GeneratorFolder.Load(generator).Manifest;
        Assert.Equal(manifest.LatentSpace.SampleLatent(new LinearAlgebra.RandomStream(7, "sample", 1)), latents.Row(1).ToArray());

        // The second one again, once from its latent and once from the recipe in the export: the same solid.
        NpyFile.Write(_folder["z.npy"], latents.Row(1), latents.Columns);
        await Decode(generator, _folder["z.npy"], _folder["a.npy"]);
        await Decode(generator, Path.Combine(_folder["out"], "0001.glb"), _folder["b.npy"]);
        Assert.Equal(NpyFile.Read(_folder["a.npy"]).Values, NpyFile.Read(_folder["b.npy"]).Values);
        Assert.Contains(1f, NpyFile.Read(_folder["a.npy"]).Values);
    }

    [Theory]
    [InlineData("glb")]
    [InlineData("obj")]
    [InlineData("stl")]
    public async Task Decodes_to_each_format_with_the_recipe_inside(string extension)
    {
        var generator = EllipsoidGenerator.Write(_folder);
        NpyFile.Write(_folder["z.npy"], [0.1f, 0.2f, -0.3f, 0.4f], EllipsoidGenerator.Dimension);
        await Decode(generator, _folder["z.npy"], _folder[$"shape.{extension}"]);
        Assert.Equal([0.1f, 0.2f, -0.3f, 0.4f], RecipeFile.Read(_folder[$"shape.{extension}"]).Point.Blocks["z"]);
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("block")]
    [InlineData("rows")]
    public async Task Directions_are_orthonormal_and_find_what_the_shape_depends_on(string method)
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var result = await RhumbProcess.SucceedAsync("directions", generator, "--rank", "3", "--method", method, "--output", _folder["v.npy"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(method, document.RootElement.GetProperty("method").GetString());
        Assert.True(document.RootElement.GetProperty("rows").GetInt64() > 0);
        Assert.Equal(3, document.RootElement.GetProperty("singularValues").GetArrayLength());
        var v = NpyFile.ReadRows(_folder["v.npy"]);
        for (var i = 0; i < 3; i++)
            for (var j = 0; j <= i; j++)
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, 4).Sum(c => (double)v.Row(i)[c] * v.Row(j)[c]), 1e-4);
        // The fourth coordinate of z does nothing, so no direction with a singular value leans on it.
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(0, v.Row(i)[3], 2e-2));
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("local")]
    [InlineData("gradient")]
    [InlineData("random")]
    public async Task Search_never_worsens_and_leaves_trace_latent_and_shape(string method)
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var result = await RhumbProcess.SucceedAsync(
            "search", generator, "--score", "volume", "--method", method, "--budget", "4", "--positions", "11", "--seed", "3", "--output", _folder["found"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.True(document.RootElement.GetProperty("best").GetDouble() >= document.RootElement.GetProperty("initial").GetDouble());
        Assert.Equal(["best.glb", "best.npy", "trace.csv"], Directory.EnumerateFiles(_folder["found"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var trace = await File.ReadAllLinesAsync(Path.Combine(_folder["found"], "trace.csv"), TestContext.Current.CancellationToken);
        Assert.StartsWith("interaction,", trace[0], StringComparison.Ordinal);
        Assert.True(trace.Length >= 2);
    }

    [Fact]
    public async Task Search_can_minimise()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var result = await RhumbProcess.SucceedAsync(
            "search", generator, "--score", "volume", "--minimize", "--budget", "4", "--positions", "11", "--output", _folder["found"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.True(document.RootElement.GetProperty("best").GetDouble() < document.RootElement.GetProperty("initial").GetDouble());
    }

    [Fact]
    public async Task Ctrl_C_keeps_the_best_so_far_and_exits_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        var generator = EllipsoidGenerator.Write(_folder);
        using var process = RhumbProcess.Start(
            ["search", generator, "--score", "volume", "--method", "random", "--budget", "1000000", "--output", _folder["found"]],
            new Dictionary<string, string?>(StringComparer.Ordinal),
            RhumbProcess.Interruptible);
        using var watch = new FileSystemWatcher(Directory.CreateDirectory(_folder["found"]).FullName);
        var improved = Task.Run(() => watch.WaitForChanged(WatcherChangeTypes.All, TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);
        Assert.False((await improved).TimedOut);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var result = await RhumbProcess.FinishAsync(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(["best.glb", "best.npy", "trace.csv"], Directory.EnumerateFiles(_folder["found"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static Task Decode(string generator, string latent, string output) =>
        RhumbProcess.SucceedAsync("decode", generator, "--latent", latent, "--output", output, "--detail", "draft");
}
