using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How a classifier of images is trained: a score, a source of features, and the judge of a generator.</summary>
public sealed record ImageClassifierRecipe
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The network.</summary>
    public ImageClassifier Network { get; init; } = new();

    /// <summary>Images a step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Most pixels that an image is moved by, each way, at random.</summary>
    public int Shift { get; init; } = 2;

    /// <summary>Share of a label that is spread over all classes (Szegedy et al. 2016).</summary>
    public double Smoothing { get; init; } = 0.05;

    /// <summary>The optimiser.</summary>
    public AdamW Optimizer { get; init; } = new() { Beta2 = 0.999, WeightDecay = 0.05, MaximumNorm = 5 };

    /// <summary>Length, learning rate and averaging.</summary>
    public TrainingPlan Plan { get; init; } = new(4_000, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.3), new WeightAverage(0.998)) { CurveEvery = 100, MeasureEvery = 1000 };
}
