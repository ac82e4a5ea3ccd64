using Rhumb.Runtime;

namespace Rhumb.Generators.Shapes;

/// <summary>How a shape generator is opened.</summary>
public sealed record ShapeOptions
{
    /// <summary>The latent that is walked.</summary>
    public WalkSpace Space { get; init; } = WalkSpace.Prior;

    /// <summary>The metric of directions.</summary>
    public ShapeMetric Metric { get; init; } = ShapeMetric.Logits;

    /// <summary>Samples an axis for <see cref="Detail.Draft"/>.</summary>
    public int DraftResolution { get; init; } = 64;

    /// <summary>Samples an axis for <see cref="Detail.Full"/>.</summary>
    public int FullResolution { get; init; } = 128;

    /// <summary>Samples an axis for <see cref="Detail.Export"/>.</summary>
    public int ExportResolution { get; init; } = 256;

    /// <summary>Samples an axis for <see cref="IGenerator.VisibleChangeAsync"/>.</summary>
    public int ComparisonResolution { get; init; } = 48;

    /// <summary>Where the graphs run; null for the processor.</summary>
    public ExecutionDevice? Device { get; init; }
}
