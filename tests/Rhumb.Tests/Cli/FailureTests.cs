using System.Net;
using System.Net.Sockets;
using Rhumb.Generators;
using Rhumb.Media;

namespace Rhumb.Tests.Cli;

/// <summary>What goes wrong is told in one sentence, with an exit code, and leaves nothing half-written.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unknown_generator_is_said_with_those_that_are_shipped()
    {
        EllipsoidGenerator.Write(_folder);
        var result = await RhumbProcess.RunAsync(["sample", "chair", "--output", _folder["out"]], new Dictionary<string, string?>(StringComparer.Ordinal) { ["RHUMB_MODELS"] = _folder.Path });
        result.FailedWith(1, "'chair'", "ellipsoid", "generator.json");
        Assert.Equal(["ellipsoid"], _folder.Entries);
    }

    [Fact]
    public async Task A_missing_native_library_names_the_remedy()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var result = await RhumbProcess.RunAsync(
            ["sample", generator, "--output", _folder["out"]], new Dictionary<string, string?>(StringComparer.Ordinal) { ["RHUMB_ONNXRUNTIME"] = _folder["none.so"] });
        result.FailedWith(1, "none.so");
        Assert.False(Directory.Exists(_folder["out"]) && Directory.EnumerateFileSystemEntries(_folder["out"]).Any());
    }

    [Fact]
    public async Task A_truncated_model_is_recognised()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var decoder = Path.Combine(generator, "decoder.onnx");
        var bytes = await File.ReadAllBytesAsync(decoder, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(decoder, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        (await RhumbProcess.RunAsync("sample", generator, "--output", _folder["out"])).FailedWith(1, "decoder.onnx", "truncated");
    }

    [Fact]
    public async Task A_manifest_with_a_wrong_dimension_is_recognised()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var manifest = Path.Combine(generator, GeneratorFolder.ManifestName);
        var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        var wrong = System.Text.RegularExpressions.Regex.Replace(text, @"""shape"": \[\s*4\s*\]", @"""shape"": [5]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.NotEqual(text, wrong);
        await File.WriteAllTextAsync(manifest, wrong, TestContext.Current.CancellationToken);
        (await RhumbProcess.RunAsync("sample", generator, "--output", _folder["out"])).FailedWith(1, "4", "5", "z");
    }

    [Fact]
    public async Task A_latent_with_NaN_is_recognised()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        NpyFile.Write(_folder["z.npy"], [0, float.NaN, 0, 0], 4);
        (await RhumbProcess.RunAsync("decode", generator, "--latent", _folder["z.npy"], "--output", _folder["z.glb"])).FailedWith(1, "z.npy", "NaN");
        Assert.Equal(["ellipsoid", "z.npy"], _folder.Entries);
    }

    [Fact]
    public async Task A_latent_of_another_length_is_recognised()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        NpyFile.Write(_folder["z.npy"], [0, 0, 0], 3);
        (await RhumbProcess.RunAsync("decode", generator, "--latent", _folder["z.npy"], "--output", _folder["z.glb"])).FailedWith(1, "3", "4", "ellipsoid");
    }

    [Fact]
    public async Task A_format_that_cannot_be_written_is_refused_before_any_work()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        NpyFile.Write(_folder["z.npy"], [0, 0, 0, 0], 4);
        (await RhumbProcess.RunAsync("decode", generator, "--latent", _folder["z.npy"], "--output", _folder["z.wav"])).FailedWith(2, ".wav", ".glb");
    }

    [Fact]
    public async Task A_full_disk_leaves_nothing_half_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "A small file system to fill needs root to mount.");
        var generator = EllipsoidGenerator.Write(_folder);
        NpyFile.Write(_folder["z.npy"], [0, 0, 0, 0], 4);
        Directory.CreateDirectory(_folder["small"]);
        // In a mount namespace of its own: nothing to undo, even where the test is killed.
        var wrapper = $"mount -t tmpfs -o size=4k none '{_folder["small"]}' && \"$@\"; code=$?; ls -A '{_folder["small"]}' > '{_folder["left"]}'; exit $code";
        var result = await RhumbProcess.RunAsync(
            ["decode", generator, "--latent", _folder["z.npy"], "--output", Path.Combine(_folder["small"], "z.glb")],
            new Dictionary<string, string?>(StringComparer.Ordinal), $"exec unshare -m bash -c '{wrapper.Replace("'", "'\\''", StringComparison.Ordinal)}' bash \"$@\"");
        if (result.Error.Contains("unshare", StringComparison.Ordinal) || result.Error.Contains("mount:", StringComparison.Ordinal))
            Assert.Skip("This container may not mount a file system.");
        result.FailedWith(1, "disk is full");
        Assert.Equal("", await File.ReadAllTextAsync(_folder["left"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_broken_OBJ_as_a_target_is_recognised()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        var broken = _folder.Write("target.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n");
        (await RhumbProcess.RunAsync("search", generator, "--score", $"iou:{broken}", "--output", _folder["found"])).FailedWith(1, "target.obj");
        Assert.False(Directory.Exists(_folder["found"]));
    }

    [Fact]
    public async Task A_score_that_means_nothing_is_wrong_usage()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        (await RhumbProcess.RunAsync("search", generator, "--score", "beauty", "--output", _folder["found"])).FailedWith(2, "'beauty'", "volume");
        Assert.False(Directory.Exists(_folder["found"]));
    }
}
