namespace Rhumb.Generators.Audio;

/// <summary>The ends of a sound, where a jump from or to silence is heard as a click.</summary>
internal static class SoundEnds
{
    private const double Seconds = 0.002;

    /// <summary>Fades <paramref name="samples"/> in and out over 2 ms, along a raised cosine.</summary>
    public static void Fade(Span<float> samples, int sampleRate)
    {
        var length = Math.Min((int)Math.Ceiling(Seconds * sampleRate), samples.Length / 2);
        for (var i = 0; i < length; i++)
        {
            var gain = (float)(0.5 - (0.5 * Math.Cos(Math.PI * i / length)));
            samples[i] *= gain;
            samples[^(i + 1)] *= gain;
        }
    }
}
