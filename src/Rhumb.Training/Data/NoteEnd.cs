namespace Rhumb.Training.Data;

/// <summary>How notes end that would sound on: over their last twentieth they fade along a raised cosine.</summary>
internal static class NoteEnd
{
    /// <summary>The gain of sample <paramref name="index"/> of <paramref name="length"/>.</summary>
    public static double Gain(int index, int length)
    {
        var fade = length / 20;
        var left = length - 1 - index;
        return left >= fade ? 1 : 0.5 - (0.5 * Math.Cos(Math.PI * left / fade));
    }
}
