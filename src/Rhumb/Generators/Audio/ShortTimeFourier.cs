using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Rhumb.Generators.Audio;

/// <summary>
/// The short-time Fourier transform of a sound of n samples, X[m, k] = (2 / Σw) Σ_j w[j] x[mH − L + j] e^(−2πi jk / W), with the periodic Hann window w of W samples and the hop H, and
/// its inverse. The sound lies in the middle of what the frames cover, L zeros before it; a sine of amplitude a at the centre of bin k has |X| = a there.
/// </summary>
public sealed class ShortTimeFourier
{
    /// <summary>Share of the squared windows' usual sum that must lie on every sample: less would magnify what a changed spectrogram says there.</summary>
    private const double LeastCover = 0.25;

    private readonly double[] _window;
    private readonly double[] _cover;
    private readonly double _scale;

    /// <summary>A transform of sounds of <paramref name="samples"/> samples.</summary>
    /// <param name="samples">n.</param>
    /// <param name="window">W, even.</param>
    /// <param name="hop">H, at most W/2.</param>
    /// <param name="frames">Number of frames; null for <see cref="FramesOf"/>.</param>
    /// <exception cref="ArgumentException">The frames do not cover the sound.</exception>
    public ShortTimeFourier(int samples, int window = 1024, int hop = 256, int? frames = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        if (window < 4 || window % 2 != 0 || hop < 1 || hop > window / 2)
            throw new ArgumentException($"A window of {window} samples with a hop of {hop} cannot be inverted; take an even window and a hop of at most half of it.", nameof(window));
        (Samples, Window, Hop, Frames) = (samples, window, hop, frames ?? FramesOf(samples, hop));
        (_window, Before) = (Hann(window), BeforeOf(samples, window, hop, Frames));
        _scale = 2 / _window.Sum();
        _cover = Before < 0 ? [] : CoverOf(_window, samples, hop, Frames, Before);
        if (!IsEnough(_cover, _window, hop))
            throw new ArgumentException($"{Frames} frames of {window} samples with a hop of {hop} do not cover {samples} samples; take {FramesOf(samples, hop)} or more.", nameof(frames));
    }

    /// <summary>n.</summary>
    public int Samples { get; }

    /// <summary>W.</summary>
    public int Window { get; }

    /// <summary>H.</summary>
    public int Hop { get; }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>L, the zeros before the sound in the first frame.</summary>
    public int Before { get; }

    /// <summary>Frequencies of a frame, from 0 to half the sample rate: W/2 + 1.</summary>
    public int Bins => (Window / 2) + 1;

    /// <summary>The frames that cover <paramref name="samples"/> samples well: ⌈n / H⌉ + 1.</summary>
    public static int FramesOf(int samples, int hop) => ((samples + hop - 1) / hop) + 1;

    /// <summary>X [Frames, Bins] of the sound x [n].</summary>
    public Complex[] Forward(ReadOnlySpan<float> sound)
    {
        if (sound.Length != Samples)
            throw new ArgumentException($"The transform takes {Samples} samples, not {sound.Length}.", nameof(sound));
        var spectrum = new Complex[Frames * Bins];
        var frame = new double[Window + 2];
        for (var m = 0; m < Frames; m++)
        {
            Array.Clear(frame);
            for (var j = First(m); j < Last(m); j++)
                frame[j] = _window[j] * sound[(m * Hop) - Before + j];
            Fourier.ForwardReal(frame, Window, FourierOptions.AsymmetricScaling);
            for (var k = 0; k < Bins; k++)
                spectrum[(m * Bins) + k] = _scale * new Complex(frame[2 * k], frame[(2 * k) + 1]);
        }
        return spectrum;
    }

    /// <summary>
    /// The sound [n] whose transform is nearest to X [Frames, Bins] in squares (Griffin and Lim 1984): the frames' inverses, windowed again, summed and divided by the sum of
    /// squared windows. Of a spectrum that is a sound's it is that sound.
    /// </summary>
    public float[] Inverse(ReadOnlySpan<Complex> spectrum)
    {
        if (spectrum.Length != Frames * Bins)
            throw new ArgumentException($"The transform has {Frames} × {Bins} values, not {spectrum.Length}.", nameof(spectrum));
        var sum = new double[Samples];
        var frame = new double[Window + 2];
        for (var m = 0; m < Frames; m++)
        {
            for (var k = 0; k < Bins; k++)
                (frame[2 * k], frame[(2 * k) + 1]) = (spectrum[(m * Bins) + k].Real / _scale, spectrum[(m * Bins) + k].Imaginary / _scale);
            // A real signal has no imaginary part at either end of its spectrum.
            (frame[1], frame[Window + 1]) = (0, 0);
            Fourier.InverseReal(frame, Window, FourierOptions.AsymmetricScaling);
            for (var j = First(m); j < Last(m); j++)
                sum[(m * Hop) - Before + j] += _window[j] * frame[j];
        }
        var sound = new float[Samples];
        for (var i = 0; i < Samples; i++)
            sound[i] = (float)(sum[i] / _cover[i]);
        return sound;
    }

    /// <summary>
    /// <see cref="Inverse"/> as sums: the windowed waves [2 bins, W] that the real and the imaginary parts of the first <paramref name="bins"/> frequencies add to a frame, and the gain
    /// [n] by which what the frames add up to is multiplied.
    /// </summary>
    internal (float[] Waves, float[] Gains) Synthesis(int bins)
    {
        var waves = new float[2 * bins * Window];
        for (var k = 0; k < bins; k++)
            for (var j = 0; j < Window; j++)
            {
                // All but the ends of the spectrum stand for their mirror images, too.
                var (weight, angle) = ((k == 0 || k == Window / 2 ? 1 : 2) * _window[j] / (Window * _scale), 2 * Math.PI * ((long)j * k % Window) / Window);
                waves[(k * Window) + j] = (float)(weight * Math.Cos(angle));
                waves[((bins + k) * Window) + j] = (float)(-weight * Math.Sin(angle));
            }
        return (waves, Array.ConvertAll(_cover, cover => (float)(1 / cover)));
    }

    /// <summary>Whether so many frames cover a sound well enough that it can be had back from them.</summary>
    internal static bool Covers(int samples, int window, int hop, int frames) =>
        frames > 0 && BeforeOf(samples, window, hop, frames) is var before and >= 0 && Hann(window) is var hann && IsEnough(CoverOf(hann, samples, hop, frames, before), hann, hop);

    private static double[] Hann(int window) => [.. Enumerable.Range(0, window).Select(j => 0.5 - (0.5 * Math.Cos(2 * Math.PI * j / window)))];

    private static int BeforeOf(int samples, int window, int hop, int frames) => (int)Math.Floor((((long)(frames - 1) * hop) + window - samples) / 2.0);

    // Sum of the squared windows on each sample.
    private static double[] CoverOf(double[] window, int samples, int hop, int frames, int before)
    {
        var cover = new double[samples];
        for (var m = 0; m < frames; m++)
            for (var j = Math.Max(0, before - (m * hop)); j < Math.Min(window.Length, samples + before - (m * hop)); j++)
                cover[(m * hop) - before + j] += window[j] * window[j];
        return cover;
    }

    private static bool IsEnough(double[] cover, double[] window, int hop) => cover.Length > 0 && cover.Min() >= LeastCover * window.Sum(w => w * w) / hop;

    // The part of frame m that lies on the sound.
    private int First(int m) => Math.Clamp(Before - (m * Hop), 0, Window);

    private int Last(int m) => Math.Clamp(Samples + Before - (m * Hop), 0, Window);
}
