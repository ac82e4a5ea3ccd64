namespace Rhumb.Training.Evaluation;

/// <summary>How much of an image generator is measured. The preset is what a card promises.</summary>
public sealed record ImageCounts
{
    /// <summary>Samples, and as many held-out photos for the reference and again for the ceiling.</summary>
    public int Samples { get; init; } = 5000;

    /// <summary>The k of precision and recall.</summary>
    public int Neighbour { get; init; } = 3;

    /// <summary>Starts from which sliders are walked.</summary>
    public int Starts { get; init; } = 50;

    /// <summary>Directions a start.</summary>
    public int Directions { get; init; } = 5;

    /// <summary>Frames a slider.</summary>
    public int Frames { get; init; } = 7;

    /// <summary>Seed of samples and starts.</summary>
    public long Seed { get; init; } = 1000;
}
