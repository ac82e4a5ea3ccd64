using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

public sealed partial record LatentSpace
{
    /// <summary>z [d] drawn from the prior, block after block.</summary>
    public float[] SampleLatent(RandomStream random)
    {
        var z = new float[Dimension];
        var offset = 0;
        foreach (var block in Blocks)
        {
            Fill(z.AsSpan(offset, block.Count), block.Prior, random);
            offset += block.Count;
        }
        return z;
    }

    /// <summary>A point drawn from the prior, its conditions drawn too, its noise seed zero.</summary>
    public Point Sample(RandomStream random)
    {
        var empty = new Point(new Dictionary<string, float[]>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        return WithRandomConditions(WithLatent(empty, SampleLatent(random)), random);
    }

    /// <summary>The point number <paramref name="index"/> under <paramref name="seed"/>: the same point for the same numbers, everywhere.</summary>
    public Point Sample(long seed, long index = 0) => Sample(new RandomStream(seed, "sample", index));

    /// <summary>D, the mean Euclidean distance of two independent samples of the prior.</summary>
    /// <remarks>
    /// One normal block: D = 2σ Γ((d+1)/2) / Γ(d/2), since z − z' ~ N(0, 2σ²I). One spherical block: the mean chord
    /// D = r 2^(d−1) Γ(d/2)² / (√π Γ(d − 1/2)). Otherwise the mean of 4,096 pairs of a fixed stream, whose relative standard error is
    /// below 0.6 % (one uniform coordinate) and falls with d.
    /// </remarks>
    public double MeanDistance()
    {
        if (Blocks is [{ Prior: NormalPrior normal } block])
            return 2 * normal.StandardDeviation * Math.Exp(LogGamma((block.Count + 1) / 2.0) - LogGamma(block.Count / 2.0));
        if (Blocks is [{ Prior: SphericalPrior sphere, Count: > 1 } round])
        {
            double d = round.Count;
            return sphere.Radius * Math.Exp((d - 1) * Math.Log(2) + 2 * LogGamma(d / 2) - 0.5 * Math.Log(Math.PI) - LogGamma(d - 0.5));
        }
        const int pairs = 4096;
        var random = new RandomStream(0, "mean distance");
        var sum = 0.0;
        for (var i = 0; i < pairs; i++) sum += Distance(SampleLatent(random), SampleLatent(random));
        return sum / pairs;
    }

    /// <summary>‖a − b‖ for two latents [d].</summary>
    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"The latents have {a.Length} and {b.Length} coordinates.", nameof(b));
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return Math.Sqrt(sum);
    }

    private static double LogGamma(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x);

    private static void Fill(Span<float> values, LatentPrior prior, RandomStream random)
    {
        switch (prior)
        {
            case NormalPrior normal:
                random.Normal(values, normal.StandardDeviation);
                break;
            case UniformPrior uniform:
                foreach (ref var value in values) value = (float)random.Uniform(uniform.Low, uniform.High);
                break;
            case SphericalPrior sphere:
                random.Normal(values);
                var norm = Norm(values);
                foreach (ref var value in values) value = (float)(value * sphere.Radius / norm);
                break;
            default:
                throw new RhumbException($"The prior '{prior.GetType().Name}' cannot be sampled; use normal, uniform or spherical.");
        }
    }

    private static double Norm(ReadOnlySpan<float> values) => Math.Sqrt(Rows.Dot(values, values));
}
