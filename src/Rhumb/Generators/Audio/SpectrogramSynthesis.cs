using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Audio;

/// <summary>
/// What <see cref="Spectrogram.ToSound"/> computes, as a graph, so that scores of waveforms have a gradient by what a network returns: phases are a cumulative sum, and the inverse
/// transform is one transposed convolution with the windowed cosines and sines of all bins.
/// </summary>
internal static class SpectrogramSynthesis
{
    /// <summary>Sounds [B, n] of spectrograms [B, 2, frames, bins], faded in and out as those that are heard, not clipped.</summary>
    public static Value Play(GraphBuilder g, Value spectrogram, SoundLayout layout)
    {
        var spectral = layout.Spectrogram!;
        var transform = new ShortTimeFourier(layout.Samples, spectral.Window, spectral.Hop, spectral.Frames);
        var log = ((Channel(0) + 1) * ((spectral.High - spectral.Low) / 2.0)) + spectral.Low;
        var magnitude = new Term(g, g.Relu(log.Exp() - Spectrogram.Floor));
        var phase = Math.PI * new Term(g, g.Emit("CumSum", [Channel(1).Value, g.Scalar(1, ElementType.Int64)], ElementType.Float, [-1, spectral.Frames, spectral.Bins]));
        var spectrum = g.TransposeLast(g.Concat(2, magnitude * phase.Cos(), magnitude * phase.Sin()));
        var (waves, gains) = transform.Synthesis(spectral.Bins);
        SoundEnds.Fade(gains, layout.SampleRate);
        long length = ((spectral.Frames - 1) * spectral.Hop) + spectral.Window;
        var frames = g.ConvTranspose(spectrum, g.Constant(TensorData.Of<float>(waves, 2 * spectral.Bins, 1, spectral.Window)), ConvolutionGeometry.Uniform(1, spectral.Window, spectral.Hop, 0), [length]);
        return g.Mul(g.Slice(g.Reshape(frames, -1, length), 1, transform.Before, transform.Before + layout.Samples), g.Constant(TensorData.Of<float>(gains, layout.Samples)));

        Term Channel(int index) => new(g, g.Reshape(g.Slice(spectrogram, 1, index, index + 1), -1, spectral.Frames, spectral.Bins));
    }
}
