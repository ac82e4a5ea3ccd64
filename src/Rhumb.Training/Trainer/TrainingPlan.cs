using Rhumb.Training.Optimizers;

namespace Rhumb.Training.Trainer;

/// <summary>How long and how fast to train, and how often to look.</summary>
/// <param name="Steps">Number of steps.</param>
/// <param name="Rate">Learning rate by step.</param>
/// <param name="Average">Average of the weights by step.</param>
public sealed record TrainingPlan(long Steps, LearningRateSchedule Rate, WeightAverage Average)
{
    /// <summary>Steps between points of the curve, where alone states are saved and batches refreshed.</summary>
    public int CurveEvery { get; init; } = 100;

    /// <summary>Steps between measurements.</summary>
    public int MeasureEvery { get; init; } = 500;

    /// <summary>Time between checkpoints (taken at the next point of the curve).</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);
}
