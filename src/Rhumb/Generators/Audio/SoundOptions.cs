using Rhumb.Runtime;

namespace Rhumb.Generators.Audio;

/// <summary>How a sound generator is opened.</summary>
public sealed record SoundOptions
{
    /// <summary>The latent that is walked.</summary>
    public WalkSpace Space { get; init; } = WalkSpace.Prior;

    /// <summary>The metric of directions.</summary>
    public SoundMetric Metric { get; init; } = SoundMetric.Mel;

    /// <summary>Where the graphs run; null for the processor.</summary>
    public ExecutionDevice? Device { get; init; }
}
