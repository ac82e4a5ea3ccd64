using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How the prior network of an autoencoder is trained.</summary>
public sealed record LatentGanRecipe
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The two networks.</summary>
    public LatentGan Network { get; init; } = new();

    /// <summary>Codes a step, and as many generated ones.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Of each, how many the gradient penalties look at.</summary>
    public int Penalised { get; init; } = 64;

    /// <summary>γ of the penalty ½ γ E‖∇ D‖² at codes and at generated ones.</summary>
    public double Penalty { get; init; } = 0.5;

    /// <summary>The optimiser of both networks.</summary>
    public AdamW Optimizer { get; init; } = new() { Beta1 = 0, Beta2 = 0.99, MaximumNorm = 1e9 };

    /// <summary>Length, learning rate and averaging.</summary>
    public TrainingPlan Plan { get; init; } = new(30_000, new LearningRateSchedule(1e-3, WarmUp: 200, Plateau: 0.5, Rest: 0.02), new WeightAverage(0.999))
    {
        CurveEvery = 100, MeasureEvery = 2500,
    };
}
