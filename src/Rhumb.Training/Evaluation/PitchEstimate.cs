using System.Numerics.Tensors;

namespace Rhumb.Training.Evaluation;

/// <summary>
/// The pitch of a sound by YIN (de Cheveigné and Kawahara 2002): the first lag at which the squared difference of the sound and itself, relative to its mean over all shorter lags, dips
/// below a threshold, refined by a parabola. It knows nothing of harmonics and of what a pitch was asked for.
/// </summary>
/// <param name="sampleRate">Samples a second.</param>
/// <param name="lowest">Lowest frequency that is looked for, in hertz.</param>
/// <param name="highest">Highest frequency that is looked for, in hertz.</param>
public sealed class PitchEstimate(int sampleRate, double lowest = 60, double highest = 1200)
{
    private const double Threshold = 0.15, WindowSeconds = 0.064, EverySeconds = 0.05;

    /// <summary>Share of the loudest window's energy that a window must have to count.</summary>
    private const double Audible = 0.02;

    private readonly int _window = (int)(WindowSeconds * sampleRate), _longest = (int)Math.Ceiling(sampleRate / lowest) + 1, _shortest = Math.Max(2, (int)Math.Floor(sampleRate / highest));

    /// <summary>The frequency in hertz: the median over windows that are audible and the more periodic half of them; null for silence.</summary>
    public double? Of(ReadOnlySpan<float> sound)
    {
        var found = new List<(double Frequency, double Aperiodicity, double Energy)>();
        for (var start = 0; start + _window + _longest <= sound.Length; start += (int)(EverySeconds * sampleRate))
            if (Window(sound.Slice(start, _window + _longest)) is { } window)
                found.Add(window);
        if (found.Count == 0)
            return null;
        var loudest = found.Max(window => window.Energy);
        var audible = found.Where(window => window.Energy >= Audible * loudest).OrderBy(window => window.Aperiodicity).ToArray();
        var frequencies = audible[..((audible.Length + 1) / 2)].Select(window => window.Frequency).Order().ToArray();
        return frequencies[frequencies.Length / 2];
    }

    /// <summary>Distance of two frequencies in cents, hundredths of a semitone.</summary>
    public static double Cents(double from, double to) => 1200 * Math.Log2(to / from);

    private (double Frequency, double Aperiodicity, double Energy)? Window(ReadOnlySpan<float> sound)
    {
        var energy = TensorPrimitives.SumOfSquares(sound[.._window]);
        if (energy <= 1e-9 * _window)
            return null;
        // d(τ) / mean of d over shorter lags, for τ = 1, 2, ….
        var relative = new double[_longest + 1];
        var sum = 0.0;
        for (var lag = 1; lag <= _longest; lag++)
        {
            var distance = (double)TensorPrimitives.Distance(sound[.._window], sound.Slice(lag, _window));
            sum += distance * distance;
            relative[lag] = distance * distance * lag / Math.Max(sum, 1e-12);
        }
        var best = Dip(relative);
        var (before, at, after) = (relative[best - 1], relative[best], relative[Math.Min(best + 1, _longest)]);
        var curvature = before - (2 * at) + after;
        var shift = curvature > 0 ? Math.Clamp(0.5 * (before - after) / curvature, -1, 1) : 0;
        return (sampleRate / (best + shift), at, energy);
    }

    private int Dip(double[] relative)
    {
        for (var lag = _shortest; lag < _longest; lag++)
            if (relative[lag] < Threshold && relative[lag] <= relative[lag + 1])
                return lag;
        var best = _shortest;
        for (var lag = _shortest; lag < _longest; lag++)
            best = relative[lag] < relative[best] ? lag : best;
        return best;
    }
}
