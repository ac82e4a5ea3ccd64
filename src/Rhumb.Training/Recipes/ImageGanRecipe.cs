using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How a class-conditional image generator is trained: everything its weights depend on but the data.</summary>
public sealed record ImageGanRecipe
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The two networks.</summary>
    public ConditionalImageGan Network { get; init; } = new();

    /// <summary>Real images a step, and as many generated ones of the same classes.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Of each, how many the gradient penalties look at: a penalty costs several times a score, and a part of the batch is an unbiased estimate of the whole.</summary>
    public int Penalised { get; init; } = 8;

    /// <summary>γ of the penalty ½ γ E‖∇ D‖² at real images and at generated ones.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>The optimiser of both networks.</summary>
    public AdamW Optimizer { get; init; } = new() { Beta1 = 0, Beta2 = 0.99, MaximumNorm = 1e9 };

    /// <summary>Length, learning rate and averaging.</summary>
    public TrainingPlan Plan { get; init; } = new(12_000, new LearningRateSchedule(1e-3, WarmUp: 200, Plateau: 0.5, Rest: 0.05), new WeightAverage(0.9985))
    {
        CurveEvery = 50, MeasureEvery = 500,
    };
}
