using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How an autoencoder of notes is trained: everything its weights depend on but the data.</summary>
public sealed record NoteAutoencoderRecipe
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The network.</summary>
    public NoteAutoencoder Network { get; init; } = new();

    /// <summary>Notes a step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>σ of a level in [−1, 1] around its reconstruction: the smaller, the more the codes say.</summary>
    public double Deviation { get; init; } = 0.15;

    /// <summary>Share of the notes that are to be played from the code of the same instrument at another pitch, just as strong: so that codes are of timbres, not of pitches.</summary>
    public double Transposed { get; init; } = 0.5;

    /// <summary>The optimiser.</summary>
    public AdamW Optimizer { get; init; } = new() { MaximumNorm = 1e4 };

    /// <summary>Length, learning rate and averaging.</summary>
    public TrainingPlan Plan { get; init; } = new(12_000, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.4, Rest: 0.02), new WeightAverage(0.999))
    {
        CurveEvery = 50, MeasureEvery = 1000,
    };
}
