namespace Rhumb.Generators.Audio;

/// <summary>Triangular filters of equal width on the mel scale, 2595 log10(1 + f / 700): how finely an ear tells frequencies apart.</summary>
public static class MelBank
{
    /// <summary>
    /// Weights [bands, bins] of the bins k · rate / window from 0 to half the rate: each filter rises from its lower neighbour's centre to 1 at its own and falls to its upper
    /// neighbour's. Where bins are farther apart than filters, a filter takes what the two bins around its centre have, so that none is empty.
    /// </summary>
    public static float[] Weights(int rate, int window, int bins, int bands)
    {
        var step = Mel(rate / 2.0) / (bands + 1);
        var weights = new float[bands * bins];
        for (var band = 0; band < bands; band++)
        {
            var (low, centre, high) = (Bin(band), Bin(band + 1), Bin(band + 2));
            (low, high) = (Math.Min(low, centre - 1), Math.Max(high, centre + 1));
            for (var k = 0; k < bins; k++)
                weights[(band * bins) + k] = (float)Math.Max(0, k < centre ? (k - low) / (centre - low) : (high - k) / (high - centre));
        }
        return weights;

        double Bin(int i) => 700 * (Math.Pow(10, i * step / 2595) - 1) * window / rate;
    }

    private static double Mel(double hertz) => 2595 * Math.Log10(1 + (hertz / 700));
}
