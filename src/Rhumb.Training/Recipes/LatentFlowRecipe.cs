using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How the flow to the codes of an autoencoder is trained.</summary>
public sealed record LatentFlowRecipe
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The network.</summary>
    public LatentFlow Network { get; init; } = new();

    /// <summary>Codes a step.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>The optimiser.</summary>
    public AdamW Optimizer { get; init; } = new() { MaximumNorm = 10 };

    /// <summary>Length, learning rate and averaging.</summary>
    public TrainingPlan Plan { get; init; } = new(20_000, new LearningRateSchedule(1e-3, WarmUp: 500, Plateau: 0.3, Rest: 0.01), new WeightAverage(0.9995))
    {
        CurveEvery = 100, MeasureEvery = 4000,
    };
}
