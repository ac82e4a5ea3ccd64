namespace Rhumb.Generators.Audio;

/// <summary>How much two sounds differ, as a number in [0, 1].</summary>
internal static class SoundChange
{
    /// <summary>
    /// Σ|a − b| / Σ max(a, b) = 1 − Σ min(a, b) / Σ max(a, b) of levels that are 0 for silence: what 1 − IoU is of solids. 0 for equal sounds, 1 where one is silent wherever the other
    /// is not; notes of two instruments at one pitch differ by about 0.45.
    /// </summary>
    public static double Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Sounds of {a.Length} and {b.Length} levels cannot be compared.", nameof(b));
        var (different, total) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
            (different, total) = (different + Math.Abs((double)a[i] - b[i]), total + Math.Max(a[i], b[i]));
        return total == 0 ? 0 : different / total;
    }
}
