namespace Rhumb.Generators.Audio;

/// <summary>How much two sounds differ, as a number in [0, 1].</summary>
internal static class SoundChange
{
    /// <summary>
    /// Σ|a − b| / Σ(a + b) of levels that are 0 for silence: the mean absolute difference of log-mel levels as a share of the most that it could be, which it is where one sound is
    /// silent wherever the other is not. 0 for equal sounds.
    /// </summary>
    public static double Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Sounds of {a.Length} and {b.Length} levels cannot be compared.", nameof(b));
        var (different, total) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
            (different, total) = (different + Math.Abs((double)a[i] - b[i]), total + a[i] + b[i]);
        return total == 0 ? 0 : different / total;
    }
}
