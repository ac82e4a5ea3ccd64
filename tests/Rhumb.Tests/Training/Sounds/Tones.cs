using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Training.Sounds;

/// <summary>Sounds of which everything is known.</summary>
internal static class Tones
{
    /// <summary>Σ a sin(2π k f n / rate + k) of the harmonics (k, a), from sample <paramref name="from"/> on.</summary>
    public static float[] Harmonic(double frequency, int length, int from, params (int K, double Amplitude)[] harmonics)
    {
        var sound = new float[length];
        for (var n = from; n < length; n++)
            sound[n] = (float)harmonics.Sum(each => each.Amplitude * Math.Sin((2 * Math.PI * each.K * frequency * n / 16000) + each.K));
        return sound;
    }

    /// <summary>White noise of root mean square <paramref name="level"/>.</summary>
    public static float[] Noise(int length, double level)
    {
        var sound = new float[length];
        new RandomStream(1, "noise").Normal(sound, level);
        return sound;
    }
}
