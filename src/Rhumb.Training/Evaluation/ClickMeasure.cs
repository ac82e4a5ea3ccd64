namespace Rhumb.Training.Evaluation;

/// <summary>
/// How much the loudest click in a sound stands out. A click is a jump within a millisecond: the largest second difference of the samples there, relative to the root mean square of
/// second differences over the louder of the 20 ms before and the 20 ms after, so that an attack, after which it stays loud, is none. At both ends the sound is taken to go on as silence.
/// </summary>
public static class ClickMeasure
{
    /// <summary>Above this a jump counts as a click: rendered notes stay below 9.</summary>
    public const double Audible = 12;

    /// <summary>Second differences below are not heard whatever is around: 60 dB under full scale.</summary>
    private const double Floor = 1e-3;

    private const double Around = 0.02, Within = 0.001;

    /// <summary>The largest ratio, 0 for silence.</summary>
    public static double Of(ReadOnlySpan<float> sound, int sampleRate)
    {
        var (far, near) = ((int)(Around * sampleRate), (int)(Within * sampleRate));
        var n = sound.Length + 2;
        var jumps = new double[n];
        for (var i = 0; i < n; i++)
            jumps[i] = Math.Abs(At(sound, i) - (2 * At(sound, i - 1)) + At(sound, i - 2));
        var energy = new double[n + 1];
        for (var i = 0; i < n; i++)
            energy[i + 1] = energy[i] + (jumps[i] * jumps[i]);
        var largest = 0.0;
        for (var i = 0; i < n; i++)
            if (jumps[i] > Floor)
                largest = Math.Max(largest, jumps[i] / Math.Max(Floor, Math.Max(Level(i - near - far, i - near), Level(i + near + 1, i + near + 1 + far))));
        return largest;

        double Level(int from, int to)
        {
            var (a, b) = (Math.Clamp(from, 0, n), Math.Clamp(to, 0, n));
            return b <= a ? 0 : Math.Sqrt((energy[b] - energy[a]) / (b - a));
        }
    }

    private static float At(ReadOnlySpan<float> sound, int index) => index >= 0 && index < sound.Length ? sound[index] : 0;
}
