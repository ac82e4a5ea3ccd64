namespace Rhumb.Training.Sounds;

/// <summary>
/// The picture of a note whose pitch is known (Serra and Smith 1990; Engel et al. 2020): [Frames, Harmonics + Bands] levels of its harmonics k f₀ and of the noise between them, in
/// bands of equal width on the mel scale. A level is 4/Range · asinh(a / 2ε) − 1 of an amplitude a: logarithmic, but linear about 0, so that it can be undone and derived everywhere.
/// </summary>
public sealed record NoteForm
{
    /// <summary>Samples from one instant to the next at which synthesis knows amplitudes; between them they go straight.</summary>
    public const int Hop = 64;

    /// <summary>Share of the frames, the first ones, that lie two instants apart at most; beyond, their distances grow in proportion.</summary>
    private const double Dense = 0.25;

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>Samples of a note, a multiple of <see cref="Hop"/>.</summary>
    public int Length { get; init; } = 16000;

    /// <summary>Most harmonics; those above half the sample rate are silent.</summary>
    public int Harmonics { get; init; } = 60;

    /// <summary>Bands of noise.</summary>
    public int Bands { get; init; } = 32;

    /// <summary>Frames in time, dense about the beginning.</summary>
    public int Frames { get; init; } = 64;

    /// <summary>ε: amplitudes below are as good as silence.</summary>
    public double Floor { get; init; } = 1e-4;

    /// <summary>The 4 asinh(a / 2ε) that 1 stands for, over 2: 16 is 69.5 dB over ε, 2 sinh(8).</summary>
    public double Range { get; init; } = 16;

    /// <summary>Levels a frame.</summary>
    public int Rows => Harmonics + Bands;

    /// <summary>Instants: one more than blocks of <see cref="Hop"/>.</summary>
    public int Instants => (Length / Hop) + 1;

    /// <summary>Harmonics of <paramref name="frequency"/> that lie well below half the sample rate.</summary>
    public int HarmonicsOf(double frequency) => Math.Min(Harmonics, (int)(((SampleRate / 2.0) - 40) / frequency));

    /// <summary>The level of an amplitude.</summary>
    public double Level(double amplitude) => (4 / Range * Math.Asinh(amplitude / (2 * Floor))) - 1;

    /// <summary>The amplitude of a level.</summary>
    public double Amplitude(double level) => 2 * Floor * Math.Sinh((level + 1) * Range / 4);

    /// <summary>Where the frames lie [Frames], in samples: hops equal at first, then each longer than the one before by the same factor.</summary>
    public double[] Times()
    {
        var (first, steps) = ((int)(Dense * Frames), Frames - 1);
        var (low, high) = (1.0, 2.0);
        double[] hops = [];
        // The hop at the beginning is that of the instants, unless equal hops are shorter.
        var hop = Math.Min(Hop, (double)Length / steps);
        for (var i = 0; i < 60; i++)
        {
            var factor = (low + high) / 2;
            hops = [.. Enumerable.Range(0, steps).Select(step => hop * Math.Pow(factor, Math.Max(0, step - first + 1)))];
            (low, high) = hops.Sum() < Length ? (factor, high) : (low, factor);
        }
        var times = new double[Frames];
        for (var i = 1; i < Frames; i++)
            times[i] = times[i - 1] + hops[i - 1];
        times[^1] = Length;
        return times;
    }

    /// <summary>Weights [Instants, Frames] that bring levels at the frames to the instants: straight in between.</summary>
    public float[] Interpolation()
    {
        var (times, weights) = (Times(), new float[Instants * Frames]);
        for (var (i, frame) = (0, 0); i < Instants; i++)
        {
            while (frame < Frames - 2 && times[frame + 1] <= i * Hop)
                frame++;
            var share = ((i * Hop) - times[frame]) / (times[frame + 1] - times[frame]);
            (weights[(i * Frames) + frame], weights[(i * Frames) + frame + 1]) = ((float)(1 - share), (float)share);
        }
        return weights;
    }

    /// <summary>
    /// What brings powers at the times 0, <paramref name="hop"/>, 2 <paramref name="hop"/>, … to each frame: the first of them that counts and the weights from there on, which fall to
    /// nothing at the frames beside.
    /// </summary>
    public IReadOnlyList<(int First, double[] Weights)> Averaging(int hop)
    {
        var times = Times();
        return [.. Enumerable.Range(0, Frames).Select(frame =>
        {
            var (time, before, after) = (times[frame], frame == 0 ? -1 : times[frame - 1], frame == Frames - 1 ? Length + 1 : times[frame + 1]);
            var first = (int)Math.Floor(Math.Max(0, before) / hop) + (before < 0 ? 0 : 1);
            var weights = Enumerable.Range(first, Math.Max(0, (int)Math.Ceiling(Math.Min(Length + 1, after) / hop) - first))
                .Select(i => i * hop <= time ? ((i * hop) - before) / (time - before) : (after - (i * hop)) / (after - time)).ToArray();
            // Where none of the times lies between the frames beside, the nearest one counts.
            return weights.Sum() is var sum && sum <= 0 ? ((int)Math.Round(time / hop), [1.0]) : (first, Array.ConvertAll(weights, weight => weight / sum));
        })];
    }
}
