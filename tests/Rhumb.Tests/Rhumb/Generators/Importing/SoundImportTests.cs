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
        var result = await RhumbProcess.RunAsync("import", Path.Combine(Repository.Root, "tests", "fixtures", "exported", "wavegan.onnx"), "--rate", "16000", "--output", _folder["waves"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("listen to it", result.Output, StringComparison.Ordinal);
        Assert.Equal(24 * (1024 + 3200), WavReader.Read(Path.Combine(_folder["waves"], "samples.wav")).Length);
    }

    private string Waves(int length)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, 4);
        var waves = new float[4 * length];
        new global::Rhumb.LinearAlgebra.RandomStream(1).Normal(waves, 0.2);
        var sound = g.Named("x", g.Tanh(g.MatMul(z, g.Constant(TensorData.Of<float>(waves, 4, length)))));
        OnnxFile.Write(Model.Of(g.Build("waves", [z], [sound]), GraphBuilder.MinimumOpset), _folder["waves.onnx"]);
        return _folder["waves.onnx"];
    }
}
