using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Rhumb.Generators.Images;
using Rhumb.Tests.Rhumb.Generators.Importing;

namespace Rhumb.Tests.Cli;

/// <summary><c>rhumb import</c> as it is typed.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'time' twice", "--set", "time=1", "--set", "time=0")]
    [InlineData("'time' twice", "--classes", "time=a,b", "--classes", "time=b,c")]
    [InlineData("names no class", "--classes", "time=")]
    [InlineData("names no class", "--classes", "time= , ")]
    [InlineData("INPUT=", "--set", "0.5")]
    [InlineData("takes a number", "--set", "time=noon")]
    [InlineData("positive lengths", "--shape", "z=4,N")]
    [InlineData("'z' twice", "--shape", "z=4", "--shape", "z=5")]
    public async Task Wrong_usage_is_one_sentence(string part, params string[] options)
    {
        var model = Path.Combine(PatternGenerator.Write(_folder), "decoder.onnx");
        (await RhumbProcess.RunAsync(["import", model, .. options, "--output", _folder["mine"]])).FailedWith(2, part);
        Assert.False(Directory.Exists(_folder["mine"]));
    }

    /// <summary>A recurrent decoder can be run but not differentiated: import and directions name the way that is left, and it is one.</summary>
    [Fact]
    public async Task Where_there_is_no_derivative_there_are_differences()
    {
        var path = WrittenDecoder.Write(_folder, (g, z) =>
        {
            var (weights, recurrence) = (new float[3 * 16 * 16], new float[3 * 16 * 16]);
            new global::Rhumb.LinearAlgebra.RandomStream(1).Normal(weights, 0.5);
            var inputs = new Value?[] { g.Reshape(z, 1, -1, 16), g.Constant(TensorData.Of<float>(weights, 1, 48, 16)), g.Constant(TensorData.Of<float>(recurrence, 1, 48, 16)) };
            return g.Reshape(g.Emit("GRU", inputs, ElementType.Float, [1, 1, -1, 16], new() { { "hidden_size", 16L } }), -1, 1, 4, 4);
        });
        var imported = await RhumbProcess.SucceedAsync("import", path, "--range=-1,1", "--output", _folder["mine"]);
        Assert.Contains("--method differences", imported.Output, StringComparison.Ordinal);
        (await RhumbProcess.RunAsync("directions", _folder["mine"], "--rank", "2")).FailedWith(1, "--method differences");
        await RhumbProcess.SucceedAsync("directions", _folder["mine"], "--rank", "2", "--method", "differences");
    }

    [Fact]
    public async Task An_image_or_a_sound_comes_with_its_samples_and_the_studio_is_next()
    {
        var image = await RhumbProcess.SucceedAsync("import", Path.Combine(PatternGenerator.Write(_folder, encoding: null), "decoder.onnx"), "--output", _folder["images"]);
        Assert.Contains($"{_folder["images"]} holds the generator and samples.png: look at it. Then: rhumb studio {_folder["images"]}", image.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["images/samples.png"]));
        var sound = await RhumbProcess.SucceedAsync("import", Path.Combine(Repository.Root, "tests", "fixtures", "exported", "wavegan.onnx"), "--rate", "16000", "--output", _folder["waves"]);
        Assert.Contains($"listen to it. Then: rhumb studio {_folder["waves"]}", sound.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["waves/samples.wav"]));
    }

    /// <summary>A decoder of two latents, one of them with a free length, whose output is rounded: all that can be said is said, and that there are no directions is told twice.</summary>
    [Fact]
    public async Task Latents_and_lengths_are_said_and_directions_that_are_not_there_are_no_success()
    {
        var path = WrittenDecoder.Write(_folder, g =>
        {
            var (a, b) = (GraphBuilder.Input("a", ElementType.Float, -1, 4), GraphBuilder.Input("b", ElementType.Float, -1, -1));
            var levels = g.Mul(g.Tanh(g.Reshape(g.Concat(1, a, b), -1, 1, 4, 4)), g.Scalar(100));
            return ([a, b], g.Emit("Round", [levels], ElementType.Float, [-1, 1, 4, 4]));
        });
        var told = await RhumbProcess.SucceedAsync("import", path, "--latent", "a", "--latent", "b", "--shape", "b=12", "--range", "-100,100", "--output", _folder["mine"]);
        Assert.Contains("No recommended directions", told.Output, StringComparison.Ordinal);
        await RhumbProcess.SucceedAsync("sample", _folder["mine"], "--count", "2", "--output", _folder["samples"]);
        (await RhumbProcess.RunAsync("directions", _folder["mine"], "--rank", "2")).FailedWith(1, "--method random");
        await RhumbProcess.SucceedAsync("directions", _folder["mine"], "--rank", "2", "--method", "random");
    }
}
