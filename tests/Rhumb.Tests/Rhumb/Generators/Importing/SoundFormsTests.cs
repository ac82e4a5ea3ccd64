using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Importing;
using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Tests.Cli;
using Rhumb.Tests.Rhumb.Generators.Audio;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Sounds in the forms that exporters leave them in: two channels, whole numbers, one at a time, magnitudes and frequencies apart.</summary>
public sealed class SoundFormsTests : IDisposable
{
    private const int Length = 3000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ImportAnswers Heard { get; } = new() { SampleRate = 16_000 };

    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task Of_two_channels_the_mean_is_heard(int axis)
    {
        // Left and right: the wave and three times the wave.
        var path = Written((g, wave) => g.Concat(axis, [.. ((double[])[1, 3]).Select(gain => g.Mul(axis == 1 ? g.Reshape(wave, -1, 1, Length) : g.Reshape(wave, -1, Length, 1), g.Scalar(gain)))]));
        Assert.Equal("--rate HZ", Assert.Single((await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], new ImportAnswers(), Stop))).Questions).Option);
        var imported = await ModelImporter.ImportAsync(path, _folder["mine"], Heard, Stop);
        Assert.Contains(imported.Notes, note => note.Contains("mean", StringComparison.Ordinal));
        await AssertHeardAsync(imported, 2, 1e-5f);
    }

    [Fact]
    public async Task Sixteen_bits_are_those_of_a_file()
    {
        var path = Written((g, wave) => g.Cast(g.Mul(wave, g.Scalar(32768)), ElementType.Int16));
        var imported = await ModelImporter.ImportAsync(path, _folder["mine"], Heard, Stop);
        Assert.Contains(imported.Notes, note => note.Contains("rounded", StringComparison.Ordinal));
        await AssertHeardAsync(imported, 1, 1 / 32000f);
    }

    [Fact]
    public async Task Full_scale_is_asked_for_where_it_is_elsewhere_and_brought_to_one()
    {
        var path = Written((g, wave) => g.Mul(wave, g.Scalar(100)));
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], Heard, Stop));
        Assert.Equal("--range LOW,HIGH", Assert.Single(open.Questions).Option);
        await AssertHeardAsync(await ModelImporter.ImportAsync(path, _folder["mine"], Heard with { Range = (-100, 100) }, Stop), 1, 1e-5f);
    }

    /// <summary>Without a batch axis at the latent, the output, or both: one point at a time, but the same sounds.</summary>
    [Theory]
    [InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task A_model_of_one_sound_needs_no_batch_axis(bool isLatentBare, bool isOutputBare)
    {
        var path = Written((g, wave) => isOutputBare ? g.Reshape(wave, Length) : wave, isLatentBare ? [4] : [1, 4]);
        var imported = await ModelImporter.ImportAsync(path, _folder["mine"], Heard, Stop);
        Assert.Equal([4], imported.Folder.Manifest.Latent[0].Shape);
        await AssertHeardAsync(imported, 1, 1e-5f);
    }

    /// <summary>torch.squeeze without an axis drops the batch of one sound only.</summary>
    [Fact]
    public async Task An_output_that_loses_its_batch_is_made_one_at_a_time()
    {
        var path = Written((g, wave) => g.Emit("Squeeze", [g.Reshape(wave, -1, 1, Length)], ElementType.Float, [Length]));
        await AssertHeardAsync(await ModelImporter.ImportAsync(path, _folder["mine"], Heard, Stop), 1, 1e-5f);
    }

    /// <summary>The two channels of a spectrogram as two outputs, with and without an axis of their own.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(3)]
    public async Task Magnitude_and_frequency_may_be_two_outputs(int axis)
    {
        var whole = Path.Combine(ToneGenerator.Write(_folder, "tones", ToneGenerator.Form.Spectral, encoding: null), "decoder.onnx");
        var answers = new ImportAnswers { SampleRate = ToneGenerator.Rate, Range = (ToneGenerator.Spectral.Low, ToneGenerator.Spectral.High), BinsFirst = false };
        var path = Apart(whole, axis);
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], answers, Stop));
        Assert.Contains("MAGNITUDE,FREQUENCY", Assert.Single(open.Questions).Option, StringComparison.Ordinal);
        using var one = SoundGenerator.Open((await ModelImporter.ImportAsync(whole, _folder["one"], answers, Stop)).Folder);
        using var two = SoundGenerator.Open((await ModelImporter.ImportAsync(path, _folder["two"], answers with { Output = "mag,freq" }, Stop)).Folder);
        var z = one.LatentSpace.Sample(5);
        Assert.Equal(await SoundOf(one, z), await SoundOf(two, z));
        var wrong = await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["wrong"], answers with { Output = "mag,phase" }, Stop));
        Assert.Contains("mag", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_and_imaginary_parts_are_no_spectrogram_and_said_to_be_none()
    {
        var path = Written((g, wave) => g.Mul(g.Reshape(g.Slice(wave, 1, 0, 2 * 65 * 16), -1, 2, 65, 16), g.Scalar(5)));
        var message = (await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["mine"], Heard, Stop))).Message;
        Assert.Contains("half turns", message, StringComparison.Ordinal);
        Assert.Contains("imaginary", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pitches_are_named_by_their_first_and_last()
    {
        var path = Path.Combine(ToneGenerator.Write(_folder), "decoder.onnx");
        await RhumbProcess.SucceedAsync("import", path, "--rate", "8000", "--classes", "pitch=60..62", "--output", _folder["mine"]);
        Assert.Equal(["60", "61", "62"], Assert.IsType<LabelCondition>(Assert.Single(GeneratorFolder.Load(_folder["mine"]).Manifest.Conditions)).Classes);
    }

    // The same waves as those of the plain export, times a gain.
    private async Task AssertHeardAsync(ImportResult imported, float gain, float tolerance)
    {
        var plain = await ModelImporter.ImportAsync(Written((_, wave) => wave), _folder["plain"], Heard, Stop);
        Assert.Equal(plain.Folder.Manifest.Sound, imported.Folder.Manifest.Sound);
        using var wanted = SoundGenerator.Open(plain.Folder);
        using var found = SoundGenerator.Open(imported.Folder);
        Point[] points = [wanted.LatentSpace.Sample(1), wanted.LatentSpace.Sample(2)];
        foreach (var (a, b) in (await wanted.GenerateAsync(points, Detail.Full, Stop)).Zip(await found.GenerateAsync(points, Detail.Full, Stop)))
            foreach (var (x, y) in ((SoundOutput)a).Samples.Zip(((SoundOutput)b).Samples))
                Assert.Equal(Math.Clamp(gain * x, -1, 1), y, tolerance);
    }

    private static async Task<float[]> SoundOf(SoundGenerator generator, Point point) =>
        ((SoundOutput)Assert.Single(await generator.GenerateAsync([point], Detail.Full, Stop))).Samples;

    private string Apart(string path, int axis)
    {
        var (g, model) = (new GraphBuilder("apart_"), OnnxFile.Read(path));
        var x = new Value("whole", ElementType.Float, model.Graph.Outputs[0].Dims);
        var (frames, bins) = (ToneGenerator.Frames, ToneGenerator.Window / 2);
        long[] shape = axis switch { 0 => [-1, frames, bins], 1 => [-1, 1, frames, bins], _ => [-1, frames, bins, 1] };
        Value[] outputs = [.. ((string[])["mag", "freq"]).Select((name, i) => g.Named(name, g.Reshape(g.Slice(x, 1, i, i + 1), shape)))];
        OnnxFile.Write(
            global::Rhumb.Autodiff.Passes.Compose.Chain(
                model, Model.Of(g.Build("apart", [x], outputs), GraphBuilder.MinimumOpset), "whole", model.Graph.Outputs[0].Name),
            _folder["apart.onnx"]);
        return _folder["apart.onnx"];
    }

    // tanh z W / 2, z [B, 4], through what a test makes of it.
    private string Written(Func<GraphBuilder, Value, Value> turned, params long[] latent)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, latent.Length == 0 ? [-1, 4] : latent);
        var waves = new float[4 * Length];
        new RandomStream(1).Normal(waves, 0.2);
        var wave = g.Mul(g.Tanh(g.MatMul(latent.Length == 1 ? g.Reshape(z, 1, 4) : z, g.Constant(TensorData.Of<float>(waves, 4, Length)))), g.Scalar(0.5));
        OnnxFile.Write(Model.Of(g.Build("waves", [z], [g.Named("x", turned(g, wave))]), GraphBuilder.MinimumOpset), _folder["waves.onnx"]);
        return _folder["waves.onnx"];
    }
}
