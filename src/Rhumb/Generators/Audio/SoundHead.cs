using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Audio;

/// <summary>
/// What follows a decoder's sound in one graph. The metric is levels ln(1 + P / 10⁻⁸) of powers P, 0 for silence and at 80 dB under full scale about to rise: as loudness is heard, and
/// smooth, so that directions have a derivative there, too.
/// </summary>
/// <param name="layout">How the decoder's output is to be read.</param>
internal sealed class SoundHead(SoundLayout layout) : IDecoderHead<SoundMetric>
{
    /// <summary>Power of silence: 80 dB under a sine of full scale.</summary>
    private const double Silence = 1e-8;

    /// <summary>Length of the metric's window: as long as it takes to tell a low note's harmonics apart.</summary>
    private const double WindowSeconds = 0.064;

    /// <summary>Most samples of the metric's window: it is 64 ms up to 64 kHz. The waves of all its frequencies are in the graph, 67 MB at most.</summary>
    private const int LongestWindow = 4096;

    private const int MostBands = 40;

    // A power of two of at most 64 ms, and no longer than the sound.
    private readonly int _window = layout.Spectrogram?.Window
        ?? Math.Min(LongestWindow, 1 << Math.Max(4, (int)Math.Floor(Math.Log2(Math.Min(WindowSeconds * layout.SampleRate * 1.001, layout.Samples)))));

    public string OutputName => "sound";

    public IReadOnlyList<long> Shape => [layout.Samples];

    public string Words => $"sounds of {layout.Samples} samples at {layout.SampleRate} Hz";

    private int Hop => _window / 2;

    private int Frames => layout.Spectrogram?.Frames ?? (layout.Samples / Hop) + 1;

    private int Bins => layout.Spectrogram?.Bins ?? (_window / 2) + 1;

    private int Bands => Math.Clamp(_window / 16, 2, MostBands);

    public int CountOf(SoundMetric metric) => (metric == SoundMetric.Mel ? Bands : Bins) * Frames;

    public void Check(Value output, string path)
    {
        if (output.Dims is not { } dims)
            return;
        long[][] forms = layout.Spectrogram is { } spectral ? [[2, spectral.Frames, spectral.Bins]] : [[layout.Samples], [1, layout.Samples]];
        if (!Array.Exists(forms, form => dims.Count == form.Length + 1 && dims.Skip(1).Zip(form).All(pair => pair.First.Size is not { } size || size == pair.Second)))
            throw new RhumbException($"The manifest says that sounds are {string.Join(" or ", forms.Select(form => $"[B, {string.Join(", ", form)}]"))}, but '{path}' returns {output}; correct 'sound'.");
    }

    /// <summary>Waveforms [B, n] clipped to [−1, 1], or spectrograms [B, 2 · frames · bins] as they are.</summary>
    public Model Decode(Value output) => Head(output, DecoderHeads.Values, (g, sound) =>
        layout.Spectrogram is { } spectral ? Flat(g, sound, 2L * spectral.Frames * spectral.Bins) : g.Clip(Flat(g, sound, layout.Samples), -1, 1));

    /// <summary>Waveforms [B, n]; spectrograms are played in the graph.</summary>
    public Model Scored(Value output) => Head(output, DecoderHeads.Scored, (g, sound) =>
        layout.Spectrogram is { } spectral ? SpectrogramSynthesis.Play(g, Whole(g, sound, spectral), layout) : Flat(g, sound, layout.Samples));

    public Value Judged(GraphBuilder g, Value x) => x;

    public float[]? Of(Output output) => output is SoundOutput sound && (sound.SampleRate, sound.Samples.Length) == (layout.SampleRate, layout.Samples) ? sound.Samples : null;

    /// <summary>φ [B, n]: levels [bands or bins, frames].</summary>
    public Model Metric(Value output, SoundMetric metric) => Head(output, DecoderHeads.Metric, (g, sound) =>
    {
        var power = layout.Spectrogram is { } spectral ? PowerOf(g, sound, spectral) : PowerOf(g, sound);
        if (metric == SoundMetric.Mel)
            power = g.MatMul(g.Constant(TensorData.Of<float>(MelBank.Weights(layout.SampleRate, _window, Bins, Bands), Bands, Bins)), power);
        var level = (1 + (new Term(g, power) * (1 / Silence))).Log();
        return Flat(g, level, CountOf(metric));
    });

    /// <summary>Powers [B, bins, frames] of a waveform: a convolution with the windowed cosines and sines of all bins.</summary>
    private Value PowerOf(GraphBuilder g, Value sound)
    {
        var waves = new float[2 * Bins * _window];
        // The window's sum is W/2, so a sine of amplitude 1 has the power 1.
        for (var k = 0; k < Bins; k++)
            for (var j = 0; j < _window; j++)
            {
                var (weight, angle) = ((2.0 - (2 * Math.Cos(2 * Math.PI * j / _window))) / _window, 2 * Math.PI * ((long)j * k % _window) / _window);
                waves[(k * _window) + j] = (float)(weight * Math.Cos(angle));
                waves[((Bins + k) * _window) + j] = (float)(weight * Math.Sin(angle));
            }
        var one = g.Emit("Reshape", [sound, g.Ints(-1, 1, layout.Samples)], ElementType.Float, [-1, 1, layout.Samples]);
        var spectrum = g.Emit("Conv", [one, g.Constant(TensorData.Of<float>(waves, 2 * Bins, 1, _window))], ElementType.Float, [-1, 2 * Bins, Frames],
            new() { { "kernel_shape", (long[])[_window] }, { "strides", (long[])[Hop] }, { "pads", (long[])[Hop, Hop] } });
        var parts = g.Reshape(spectrum, -1, 2, Bins, Frames);
        return g.ReduceSum(g.Mul(parts, parts), [1]);
    }

    /// <summary>Powers [B, bins, frames] of a spectrogram [B, 2, frames, bins].</summary>
    private static Value PowerOf(GraphBuilder g, Value sound, SpectralLayout spectral)
    {
        var magnitudes = g.Reshape(g.Slice(Whole(g, sound, spectral), 1, 0, 1), -1, spectral.Frames, spectral.Bins);
        var log = ((new Term(g, g.TransposeLast(magnitudes)) + 1) * ((spectral.High - spectral.Low) / 2.0)) + spectral.Low;
        return (2 * log).Exp();
    }

    private static Value Whole(GraphBuilder g, Value sound, SpectralLayout spectral) =>
        g.Emit("Reshape", [sound, g.Ints(-1, 2, spectral.Frames, spectral.Bins)], ElementType.Float, [-1, 2, spectral.Frames, spectral.Bins]);

    private static Value Flat(GraphBuilder g, Value value, long count) => g.Emit("Reshape", [value, g.Ints(-1, count)], ElementType.Float, [-1, count]);

    private static Model Head(Value output, string name, Func<GraphBuilder, Value, Value> body)
    {
        var g = new GraphBuilder(name + "_");
        var sound = new Value(DecoderHeads.Input, ElementType.Float, output.Dims);
        return Model.Of(g.Build(name, [sound], [g.Named(name, body(g, sound))]), GraphBuilder.MinimumOpset);
    }
}
