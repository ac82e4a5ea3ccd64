using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators.Audio;

namespace Rhumb.Training.Sounds;

/// <summary>
/// Sounds as a judge hears them: levels ln(1 + P / 10⁻⁸) of the powers in bands on the mel scale, −1 for silence and 1 for a sine of full scale. A window of 32 ms tells an attack from a
/// slow beginning.
/// </summary>
public sealed record MelPicture
{
    private const double Silence = 1e-8;

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>Samples of a sound.</summary>
    public int Length { get; init; } = 16000;

    /// <summary>Samples of the Hann window, a power of two.</summary>
    public int Window { get; init; } = 512;

    /// <summary>Frames, the first about the first sample.</summary>
    public int Frames { get; init; } = 64;

    /// <summary>Bands.</summary>
    public int Bands { get; init; } = 64;

    /// <summary>Pictures [B, 1, Bands, Frames] of sounds [B, Length].</summary>
    public Value Of(GraphBuilder g, Value sound)
    {
        var (hop, bins) = (Length / Frames, (Window / 2) + 1);
        var padded = g.Emit("Reshape", [sound, g.Ints(-1, 1, Length)], ElementType.Float, [-1, 1, Length]);
        var spectrum = g.Emit("Conv", [padded, Waves(g, bins)], ElementType.Float, [-1, 2 * bins, Frames],
            new() { { "kernel_shape", (long[])[Window] }, { "strides", (long[])[hop] }, { "pads", (long[])[Window / 2, (hop * (Frames - 1)) + (Window / 2) - Length] } });
        var parts = g.Reshape(spectrum, -1, 2, bins, Frames);
        var power = g.MatMul(g.Constant(TensorData.Of<float>(MelBank.Weights(SampleRate, Window, bins, Bands), Bands, bins)), g.ReduceSum(g.Mul(parts, parts), [1]));
        var level = (1 + (new Term(g, power) * (1 / Silence))).Log() * (2 / Math.Log(1 + (1 / Silence))) - 1;
        return g.Reshape(level, -1, 1, Bands, Frames);
    }

    // Windowed cosines and sines of all bins [2 bins, 1, Window], computed in the graph, where they take no room: k j / W is exact, W being a power of two.
    private Value Waves(GraphBuilder g, int bins)
    {
        var cycles = Counted(bins, bins, 1) * Counted(Window, Window) * (1.0 / Window);
        var angles = 2 * Math.PI * (cycles - cycles.Floor());
        // The window's sum is Window/2, so a sine of amplitude 1 has the power 1.
        var hann = 2.0 / Window * (1 - (Counted(Window, Window) * (2 * Math.PI / Window)).Cos());
        return g.Reshape(g.Concat(0, angles.Cos() * hann, angles.Sin() * hann), 2 * bins, 1, Window);

        Term Counted(int count, params ReadOnlySpan<long> shape) => new(g, g.Constant(TensorData.Of<float>([.. Enumerable.Range(0, count).Select(i => (float)i)], shape)));
    }
}
