using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Importing;
using Rhumb.Media;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Cli;
using Rhumb.Tests.Rhumb.Generators.Audio;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

public sealed class SoundImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ToneGenerator.Form.Plain)]
    [InlineData(ToneGenerator.Form.Channel)]
    public async Task A_long_waveform_is_known_and_its_rate_asked_for(ToneGenerator.Form form)
    {
        var path = Path.Combine(ToneGenerator.Write(_folder, form: form), "decoder.onnx");
        var answers = new ImportAnswers { Latent = "z", Classes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["pitch"] = ToneGenerator.Pitches } };
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], answers, Stop));
        Assert.Equal("--rate HZ", Assert.Single(open.Questions).Option);
        var imported = await ModelImporter.ImportAsync(path, _folder["mine"], answers with { SampleRate = ToneGenerator.Rate }, Stop);
        Assert.Equal(new SoundLayout(ToneGenerator.Rate, ToneGenerator.Length), imported.Folder.Manifest.Sound);
        using var generator = SoundGenerator.Open(imported.Folder);
        var point = generator.LatentSpace.Sample(1);
        var sound = (SoundOutput)Assert.Single(await generator.GenerateAsync([point], Detail.Full, Stop));
        Assert.True(Sounds.SignalToNoise(ToneGenerator.Sound(point.Blocks["z"], Array.IndexOf(ToneGenerator.Pitches, point.Conditions["pitch"])), sound.Samples) > 90);
    }

    [Theory]
    [InlineData(4096, false)]   // 64²
    [InlineData(12288, false)]  // 3 · 64²
    [InlineData(5000, true)]
    [InlineData(900, false)]
    public async Task A_flattened_square_is_an_image_unless_a_rate_is_given(int length, bool isSound)
    {
        var path = Waves(length);
        var answers = new ImportAnswers { Range = (-1, 1) };
        if (isSound)
            await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["none"], answers, Stop));
        else
            Assert.Equal(GeneratorKind.Image, (await ModelImporter.ImportAsync(path, _folder["image"], answers, Stop)).Folder.Manifest.Kind);
        var sound = await ModelImporter.ImportAsync(path, _folder["sound"], answers with { SampleRate = 16_000 }, Stop);
        Assert.Equal(new SoundLayout(16_000, length), sound.Folder.Manifest.Sound);
        Assert.Contains(sound.Notes, note => note.Contains("full scale", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_of_PyTorch_is_imported_by_the_command_and_heard()
    {
        var result = await RhumbProcess.SucceedAsync("import", Path.Combine(Repository.Root, "tests", "fixtures", "exported", "wavegan.onnx"), "--rate", "16000", "--output", _folder["waves"]);
        Assert.Contains("listen to it", result.Output, StringComparison.Ordinal);
        Assert.Equal(24 * (1024 + 3200), WavReader.Read(Path.Combine(_folder["waves"], "samples.wav")).Length);
    }

    [Fact]
    public async Task An_export_of_GANSynth_is_imported_sampled_and_differentiated()
    {
        var path = Path.Combine(Repository.Root, "tests", "fixtures", "exported", "gansynth.onnx");
        var answers = new ImportAnswers { SampleRate = 16_000, Range = (-13.8f, 0.7f), BinsFirst = false };
        using var generator = SoundGenerator.Open((await ModelImporter.ImportAsync(path, _folder["gansynth"], answers, Stop)).Folder);
        var point = generator.LatentSpace.Sample(1);
        Assert.Contains(await SoundOf(generator, point), sample => sample != 0);
        var subspace = await global::Rhumb.Subspaces.SubspaceFinder.FindAsync(generator, point, new global::Rhumb.Subspaces.SubspaceRequest { Rank = 2 }, Stop);
        Assert.All(subspace.SingularValues, value => Assert.True(value > 0));
    }

    /// <summary>As GANSynth exports, and with axes in the other orders: the same sounds as from the manifest that says everything.</summary>
    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task A_spectrogram_is_known_by_its_two_channels_whatever_its_axes(bool channelsLast, bool binsFirst)
    {
        var plain = ToneGenerator.Write(_folder, "plain", ToneGenerator.Form.Spectral, encoding: null);
        var path = Turned(Path.Combine(plain, "decoder.onnx"), channelsLast, binsFirst);
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], new ImportAnswers(), Stop));
        Assert.Equal(["--rate HZ", "--range LOW,HIGH"], open.Questions.Select(question => question.Option).Where(option => option != "--bins first|last"));
        var answers = new ImportAnswers { SampleRate = ToneGenerator.Rate, Range = (ToneGenerator.Spectral.Low, ToneGenerator.Spectral.High), BinsFirst = binsFirst };
        var imported = await ModelImporter.ImportAsync(path, _folder["mine"], answers, Stop);
        Assert.Equal(ToneGenerator.Spectral, imported.Folder.Manifest.Sound!.Spectrogram);
        using var mine = SoundGenerator.Open(imported.Folder);
        using var said = SoundGenerator.Load(plain);
        var z = said.LatentSpace.Sample(2);
        var (found, wanted) = (await SoundOf(mine, z), await SoundOf(said, z));
        var common = Math.Min(found.Length, wanted.Length) - ToneGenerator.Window;
        // One sound may be a little longer: a manifest knows how many samples the last frame stands for.
        var shift = (found.Length - wanted.Length) / 2;
        Assert.True(Sounds.SignalToNoise(wanted[200..(common - 200)], found[(200 + shift)..(common - 200 + shift)]) > 20);
    }

    [Fact]
    public async Task A_scaled_mel_of_other_lengths_is_refused_with_the_way_out()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, 4);
        var waves = new float[4 * 2 * 30 * 40];
        new global::Rhumb.LinearAlgebra.RandomStream(1).Normal(waves, 0.2);
        var pictures = g.Reshape(g.MatMul(z, g.Constant(TensorData.Of<float>(waves, 4, 2 * 30 * 40))), -1, 2, 30, 40);
        OnnxFile.Write(Model.Of(g.Build("mel", [z], [g.Named("x", pictures)]), GraphBuilder.MinimumOpset), _folder["mel.onnx"]);
        var message = (await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(_folder["mel.onnx"], _folder["mel"], new ImportAnswers(), Stop))).Message;
        Assert.Contains("linear frequencies", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["mel"]));
    }

    private static async Task<float[]> SoundOf(SoundGenerator generator, Point point) =>
        ((SoundOutput)Assert.Single(await generator.GenerateAsync([point], Detail.Full, Stop))).Samples;

    private string Turned(string path, bool channelsLast, bool binsFirst)
    {
        var model = OnnxFile.Read(path);
        var g = new GraphBuilder("t_");
        var x = new Value("turned", ElementType.Float, model.Graph.Outputs[0].Dims);
        long[] inner = binsFirst ? [3, 2] : [2, 3];
        long[] order = channelsLast ? [0, .. inner, 1] : [0, 1, .. inner];
        long[] lengths = [.. order.Select(axis => axis switch { 0 => -1L, 1 => 2, 2 => ToneGenerator.Frames, _ => ToneGenerator.Window / 2 })];
        var y = g.Emit("Transpose", [x], ElementType.Float, lengths, new() { { "perm", order } });
        var after = Model.Of(g.Build("turn", [x], [g.Named("x", y)]), GraphBuilder.MinimumOpset);
        OnnxFile.Write(global::Rhumb.Autodiff.Passes.Compose.Chain(model, after, "turned", model.Graph.Outputs[0].Name), _folder["turned.onnx"]);
        return _folder["turned.onnx"];
    }

    /// <summary>As Keras exports them, or through convolutions in two dimensions: the same sounds.</summary>
    [Theory]
    [InlineData(-1L, 5000L, 1L)]
    [InlineData(-1L, 1L, 5000L)]
    [InlineData(-1L, 1L, 1L, 5000L)]
    [InlineData(-1L, 1L, 5000L, 1L)]
    public async Task A_waveform_is_known_whichever_axis_its_samples_lie_along(params long[] shape)
    {
        var answers = new ImportAnswers { SampleRate = 16_000 };
        using var plain = SoundGenerator.Open((await ModelImporter.ImportAsync(Waves(5000), _folder["plain"], answers, Stop)).Folder);
        var path = Waves(5000, shape);
        Assert.Equal("--rate HZ", Assert.Single((await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], new ImportAnswers(), Stop))).Questions).Option);
        using var other = SoundGenerator.Open((await ModelImporter.ImportAsync(path, _folder["other"], answers, Stop)).Folder);
        Assert.Equal(plain.Manifest.Sound, other.Manifest.Sound);
        var points = new[] { plain.LatentSpace.Sample(1), plain.LatentSpace.Sample(2) };
        var (a, b) = (await plain.GenerateAsync(points, Detail.Full, Stop), await other.GenerateAsync(points, Detail.Full, Stop));
        for (var i = 0; i < points.Length; i++)
            Assert.Equal(((SoundOutput)a[i]).Samples, ((SoundOutput)b[i]).Samples);
    }

    [Theory]
    [InlineData("4 channels", "mean", -1L, 4L, 1250L)]
    [InlineData("4 channels", "mean", -1L, 1250L, 4L)]
    [InlineData("no sound", "vocoder", -1L, 50L, 100L)]
    [InlineData("no sound", "leave --rate out", -1L, 1L, 50L, 100L)]
    [InlineData("no sound", "leave --rate out", -1L, 50L, 100L)]
    public async Task What_a_rate_is_given_for_is_never_an_image(string part, string remedy, params long[] shape)
    {
        var message = (await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(Waves(5000, shape), _folder["mine"], new ImportAnswers { SampleRate = 16_000, Range = (-1, 1) }, Stop))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    private string Waves(int length, params long[] shape)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, 4);
        var waves = new float[4 * length];
        new global::Rhumb.LinearAlgebra.RandomStream(1).Normal(waves, 0.2);
        var row = g.Tanh(g.MatMul(z, g.Constant(TensorData.Of<float>(waves, 4, length))));
        var sound = g.Named("x", shape.Length == 0 ? row : g.Reshape(row, shape));
        OnnxFile.Write(Model.Of(g.Build("waves", [z], [sound]), GraphBuilder.MinimumOpset), _folder["waves.onnx"]);
        return _folder["waves.onnx"];
    }
}
