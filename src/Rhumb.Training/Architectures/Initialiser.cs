namespace Rhumb.Training.Architectures;

/// <summary>How a parameter begins: independent N(0, σ²), or zeros where σ is 0.</summary>
/// <param name="StandardDeviation">σ.</param>
public sealed record Initialiser(double StandardDeviation)
{
    /// <summary>All zeros.</summary>
    public static Initialiser Zeros { get; } = new(0);

    /// <summary>σ² = 2 / ((1 + slope²) · fanIn), which keeps the variance through leaky rectifiers (He et al. 2015).</summary>
    public static Initialiser Kaiming(long fanIn, double slope) => new(Math.Sqrt(2 / ((1 + slope * slope) * fanIn)));

    /// <summary>σ = gain / √fanIn.</summary>
    public static Initialiser Scaled(long fanIn, double gain) => new(gain / Math.Sqrt(fanIn));
}
