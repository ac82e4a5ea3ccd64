namespace Rhumb.Training.Recipes;

/// <summary>The prior over codes: mixtures of neighbouring training shapes.</summary>
public sealed record NeighbourPriorSettings
{
    /// <summary>Largest number of latent coordinates that choose among shapes.</summary>
    public int Keys { get; init; } = 48;

    /// <summary>A shape's neighbourhood reaches about as far as its so-manieth nearest neighbour.</summary>
    public int Neighbours { get; init; } = 6;

    /// <summary>β, sharpness of the mixture: higher is closer to single training shapes.</summary>
    public double Sharpness { get; init; } = 13;

    /// <summary>While training, β is drawn from this range, so that the decoder is right for all of it.</summary>
    public (double Low, double High) TrainingSharpness { get; init; } = (5, 12);

    /// <summary>Standard deviation of the logarithms of a shape's sides around the mixture's.</summary>
    public double SideDeviation { get; init; } = 0.1;

    /// <summary>Factor of the deformations' standard deviations; 0 deforms nothing.</summary>
    public double DeformationScale { get; init; } = 1;

    /// <summary>Shapes, the weightiest, that make the blend which a mixture is trained towards.</summary>
    public int Blended { get; init; } = 12;
}
