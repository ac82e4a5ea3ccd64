using System.Numerics;

namespace Rhumb.Generators.Audio;

/// <summary>
/// Sounds as log-magnitude and instantaneous frequency (Engel et al. 2019, GANSynth), [2, Frames, Bins]. Channel 0 is ln(|X| + 10⁻⁶), brought to [−1, 1] by the layout; channel 1 is what
/// the phase advances from the frame before, wrapped(φ[m] − φ[m−1]) / π in [−1, 1], in frame 0 the phase itself. A steady tone has a steady channel 1, which networks learn
/// better than phases. X is that of <see cref="ShortTimeFourier"/>; where there are W/2 bins, the last one, half the sample rate, is left out.
/// </summary>
public sealed class Spectrogram
{
    /// <summary>What is added to magnitudes before their logarithm: 120 dB below full scale, under the noise of 16 bits.</summary>
    public const double Floor = 1e-6;

    private readonly SpectralLayout _layout;
    private readonly ShortTimeFourier _transform;

    /// <summary>Spectrograms in the form of <paramref name="layout"/> of sounds of <paramref name="samples"/> samples.</summary>
    /// <exception cref="ArgumentException">The layout does not cover so many samples, or has another number of bins than W/2 or W/2 + 1.</exception>
    public Spectrogram(SpectralLayout layout, int samples)
    {
        (_layout, _transform) = (layout, new ShortTimeFourier(samples, layout.Window, layout.Hop, layout.Frames));
        if (layout.Bins != _transform.Bins && layout.Bins != _transform.Bins - 1)
            throw new ArgumentException($"A window of {layout.Window} samples has {_transform.Bins - 1} bins, or {_transform.Bins} with the last, not {layout.Bins}.", nameof(layout));
    }

    /// <summary>Number of values, 2 · Frames · Bins.</summary>
    public int Count => 2 * _layout.Frames * _layout.Bins;

    /// <summary>Spectrogram [2, Frames, Bins] of the sound [n].</summary>
    public float[] Of(ReadOnlySpan<float> sound)
    {
        var spectrum = _transform.Forward(sound);
        var values = new float[Count];
        var magnitudes = values.AsSpan(0, Count / 2);
        var advances = values.AsSpan(Count / 2);
        for (var m = 0; m < _layout.Frames; m++)
            for (var k = 0; k < _layout.Bins; k++)
            {
                var (now, before) = (spectrum[(m * _transform.Bins) + k], m == 0 ? Complex.One : spectrum[((m - 1) * _transform.Bins) + k]);
                magnitudes[(m * _layout.Bins) + k] = (float)((2 * (Math.Log(now.Magnitude + Floor) - _layout.Low) / (_layout.High - _layout.Low)) - 1);
                advances[(m * _layout.Bins) + k] = (float)Wrapped((now.Phase - before.Phase) / Math.PI);
            }
        return values;
    }

    /// <summary>The sound [n] of a spectrogram [2, Frames, Bins], one's own or a network's: phases are sums of channel 1, and the spectrum is inverted in least squares.</summary>
    public float[] ToSound(ReadOnlySpan<float> values)
    {
        if (values.Length != Count)
            throw new ArgumentException($"A spectrogram has 2 × {_layout.Frames} × {_layout.Bins} values, not {values.Length}.", nameof(values));
        var spectrum = new Complex[_layout.Frames * _transform.Bins];
        for (var k = 0; k < _layout.Bins; k++)
        {
            var phase = 0.0;
            for (var m = 0; m < _layout.Frames; m++)
            {
                phase = Wrapped(phase + values[(Count / 2) + (m * _layout.Bins) + k]);
                var log = _layout.Low + ((values[(m * _layout.Bins) + k] + 1) / 2.0 * (_layout.High - _layout.Low));
                spectrum[(m * _transform.Bins) + k] = Complex.FromPolarCoordinates(Math.Max(0, Math.Exp(log) - Floor), Math.PI * phase);
            }
        }
        return _transform.Inverse(spectrum);
    }

    /// <summary>An angle in half turns, brought to [−1, 1].</summary>
    private static double Wrapped(double halfTurns) => Math.IEEERemainder(halfTurns, 2);
}
