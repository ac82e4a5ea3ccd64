using Rhumb.Runtime;

namespace Rhumb.Generators.Images;

/// <summary>How an image generator is opened.</summary>
public sealed record ImageOptions
{
    /// <summary>The latent that is walked.</summary>
    public WalkSpace Space { get; init; } = WalkSpace.Prior;

    /// <summary>The metric of directions.</summary>
    public ImageMetric Metric { get; init; } = ImageMetric.Reduced;

    /// <summary>Where the graphs run; null for the processor.</summary>
    public ExecutionDevice? Device { get; init; }
}
