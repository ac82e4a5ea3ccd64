using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

/// <summary>
/// A generator of sounds small enough to be made by a test: additive synthesis, Σ_i g_i(z) tone_i under one of three pitches, gains g_i = 0.05 exp(z_i / 2) of the harmonics 1 to 3.
/// z [4] ~ N(0, I); its last coordinate does nothing.
/// </summary>
public static class ToneGenerator
{
    public const int Dimension = 4, Rate = 8_000, Length = 4_000, Frames = 33, Window = 512, Hop = 128;

    public static readonly string[] Pitches = ["A3", "E4", "A4"];

    private static readonly double[] Hertz = [220, 329.6, 440];

    public enum Form
    {
        /// <summary>[B, n].</summary>
        Plain,

        /// <summary>[B, 1, n].</summary>
        Channel,

        /// <summary>[B, 2, frames, bins], made of the spectrograms of the tones.</summary>
        Spectral,
    }

    public static SpectralLayout Spectral { get; } = new(Frames, Window / 2, Window, Hop, -14, 2);

    /// <summary>Writes model and manifest into the folder <paramref name="name"/> of <paramref name="folder"/> and returns its path.</summary>
    public static string Write(
        TemporaryFolder folder, string name = "tones", Form form = Form.Plain, LabelEncoding? encoding = LabelEncoding.OneHot, long batch = -1,
        Func<GeneratorManifest, GeneratorManifest>? change = null)
    {
        var path = Directory.CreateDirectory(folder[name]).FullName;
        OnnxFile.Write(Decoder(form, encoding, batch), Path.Combine(path, "decoder.onnx"));
        var manifest = new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Sound,
            Latent = [new LatentBlock("z", [Dimension], new NormalPrior())],
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx")),
            Sound = new SoundLayout(Rate, Length, form == Form.Spectral ? Spectral : null),
            Conditions = encoding is { } how ? [new LabelCondition("pitch", Pitches, how)] : [],
            Licence = "CC0-1.0",
        };
        GeneratorFolder.Save(path, change is null ? manifest : change(manifest));
        return path;
    }

    /// <summary>The generator of <see cref="Write"/> with a classifier of waveforms beside it, which tells two families and two instruments.</summary>
    public static string WriteJudged(TemporaryFolder folder, string name = "judged", Form form = Form.Plain, bool hasChannel = false, int length = Length)
    {
        const string attributes = """[{"Name":"family","Values":["strings","brass"]},{"Name":"instrument","Values":["violin","flute"]}]""";
        var path = Write(folder, name, form);
        var g = new GraphBuilder();
        var sound = hasChannel ? GraphBuilder.Input("sound", ElementType.Float, -1, 1, length) : GraphBuilder.Input("sound", ElementType.Float, -1, length);
        var weights = new float[length * 4];
        new RandomStream(3).Normal(weights, 0.2);
        var features = g.Tanh(g.MatMul(g.Reshape(sound, -1, length), g.Constant(TensorData.Of<float>(weights, length, 4))));
        var logits = g.Mul(features, g.Scalar(3));
        var classifier = Model.Of(g.Build("classifier", [sound], [g.Named("logits", logits), g.Named("features", features)]), GraphBuilder.MinimumOpset);
        OnnxFile.Write(classifier with { Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DecoderScorer.AttributesKey] = attributes } }, Path.Combine(path, "classifier.onnx"));
        var manifest = GeneratorFolder.Load(path).Manifest;
        GeneratorFolder.Save(path, manifest with { Files = manifest.Files with { Classifier = new GeneratorFile("classifier.onnx") } });
        return path;
    }

    /// <summary>The sound of z, computed apart from the network.</summary>
    public static float[] Sound(ReadOnlySpan<float> z, int pitch)
    {
        var gains = z.ToArray();
        return Sounds.Of(Length, i => Enumerable.Range(0, 3).Sum(h => 0.05 * Math.Exp(gains[h] / 2) * Tone(pitch, h, i)));
    }

    private static double Tone(int pitch, int harmonic, int i) => Math.Sin(2 * Math.PI * Hertz[pitch] * (harmonic + 1) * i / Rate);

    private static Model Decoder(Form form, LabelEncoding? encoding, long batch)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, batch, Dimension);
        List<Value> inputs = [z];
        // The first pitch, a row for each of z.
        var hot = g.Add(g.Mul(g.Slice(z, 1, 0, 1), g.Scalar(0)), g.Constant(TensorData.Of<float>([1, 0, 0], 1, 3)));
        if (encoding is { } how)
        {
            var label = how == LabelEncoding.Index ? GraphBuilder.Input("pitch", ElementType.Int64, batch) : GraphBuilder.Input("pitch", ElementType.Float, batch, Pitches.Length);
            inputs.Add(label);
            hot = how == LabelEncoding.Index ? g.Gather(g.Constant(TensorData.Of<float>([1, 0, 0, 0, 1, 0, 0, 0, 1], 3, 3)), label, 0) : label;
        }
        var gains = g.Mul(g.Exp(g.Mul(g.Slice(z, 1, 0, 3), g.Scalar(0.5))), g.Scalar(0.05));
        // [B, pitch, harmonic] as one row: gains of the pitch chosen, zeros of the others.
        var all = g.Reshape(g.Mul(g.Reshape(hot, -1, 3, 1), g.Reshape(gains, -1, 1, 3)), -1, 9);
        var sound = form == Form.Spectral ? Spectrograms(g, all, hot) : g.MatMul(all, g.Constant(TensorData.Of<float>(Tones(tone => tone), 9, Length)));
        long[] shape = form switch { Form.Plain => [batch, Length], Form.Channel => [batch, 1, Length], _ => [batch, 2, Frames, Window / 2] };
        return Model.Of(g.Build("tones", inputs, [g.Named("sound", g.Reshape(sound, shape), shape)]), GraphBuilder.MinimumOpset);
    }

    /// <summary>Magnitudes add, as the tones lie in bins of their own; the frequency of each bin is that of all tones of the pitch together.</summary>
    private static Value Spectrograms(GraphBuilder g, Value gains, Value hot)
    {
        var spectrogram = new Spectrogram(Spectral, Length);
        const int area = Frames * Window / 2;
        var magnitudes = Tones(tone => [.. spectrogram.Of(tone)[..area].Select(v => (float)(Math.Exp(-14 + (8 * (v + 1.0))) - Spectrogram.Floor))]);
        float[] steady = [.. Enumerable.Range(0, 3).SelectMany(pitch => spectrogram.Of(Sound([0, 0, 0], pitch))[area..])];
        var log = g.Log(g.Add(g.MatMul(gains, g.Constant(TensorData.Of<float>(magnitudes, 9, area))), g.Scalar(Spectrogram.Floor)));
        var level = g.Sub(g.Div(g.Add(log, g.Scalar(14)), g.Scalar(8)), g.Scalar(1));
        return g.Concat(1, g.Reshape(level, -1, 1, area), g.Reshape(g.MatMul(hot, g.Constant(TensorData.Of<float>(steady, 3, area))), -1, 1, area));
    }

    private static float[] Tones(Func<float[], float[]> of) => [.. Enumerable.Range(0, 9).SelectMany(i => of(Sounds.Of(Length, t => Tone(i / 3, i % 3, t))))];
}
