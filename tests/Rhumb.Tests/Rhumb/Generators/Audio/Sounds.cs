using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

/// <summary>Sounds that tests listen to, and how near two are.</summary>
internal static class Sounds
{
    /// <summary>Harmonics of <paramref name="hertz"/> with random phases, falling off, and decaying.</summary>
    public static float[] Note(int samples, int rate, double hertz, long seed = 1)
    {
        var random = new RandomStream(seed);
        double[] phases = [.. Enumerable.Range(0, 8).Select(_ => random.Uniform(0, 2 * Math.PI))];
        return Of(samples, i => 0.3 * Math.Exp(-2.0 * i / rate) * Enumerable.Range(1, 8).Where(h => h * hertz < rate / 2.2).Sum(h => Math.Sin((2 * Math.PI * h * hertz * i / rate) + phases[h - 1]) / h));
    }

    /// <summary>A sine that rises from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static float[] Chirp(int samples, int rate, double from, double to) => Of(samples, i =>
    {
        var t = i / (double)rate;
        return 0.5 * Math.Sin(2 * Math.PI * ((from * t) + ((to - from) * t * i / samples / 2)));
    });

    /// <summary>White noise that comes and goes.</summary>
    public static float[] Bursts(int samples, long seed = 2)
    {
        var noise = new float[samples];
        new RandomStream(seed).Normal(noise, 0.1);
        return Of(samples, i => noise[i] * (i * 8 / samples % 2 == 0 ? 1 : 0.01));
    }

    /// <summary>Energy of <paramref name="sound"/> over that of what <paramref name="heard"/> differs from it, in decibels.</summary>
    public static double SignalToNoise(ReadOnlySpan<float> sound, ReadOnlySpan<float> heard)
    {
        var (signal, noise) = (0.0, 1e-30);
        for (var i = 0; i < sound.Length; i++)
            (signal, noise) = (signal + ((double)sound[i] * sound[i]), noise + Math.Pow((double)sound[i] - heard[i], 2));
        return 10 * Math.Log10(signal / noise);
    }

    public static float[] Of(int samples, Func<int, double> value) => [.. Enumerable.Range(0, samples).Select(i => (float)value(i))];
}
