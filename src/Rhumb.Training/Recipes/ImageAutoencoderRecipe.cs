using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How an autoencoder of images is trained: everything its weights depend on but the data.</summary>
public sealed record ImageAutoencoderRecipe
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The network.</summary>
    public ImageAutoencoder Network { get; init; } = new();

    /// <summary>Images a step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>σ of a pixel value in [−1, 1] around its reconstruction: the smaller, the more the codes say.</summary>
    public double Deviation { get; init; } = 0.3;

    /// <summary>
    /// Weight of −log p(attributes | code), and of a critic's −log p(attributes | reconstruction), where the network tells attributes. Eyes and mouths are a few pixels: by the error of pixels
    /// alone a code says nothing of them before the decoder draws them, and the decoder cannot draw them before the code says which.
    /// </summary>
    public double AttributeWeight { get; init; } = 50;

    /// <summary>Weight of the <see cref="Losses.FeatureDistance"/> where there is a critic: an error of pixels is least for a blur, which no critic takes for the image.</summary>
    public double FeatureWeight { get; init; } = 300;

    /// <summary>The optimiser.</summary>
    public AdamW Optimizer { get; init; } = new() { MaximumNorm = 1e4 };

    /// <summary>Length, learning rate and averaging.</summary>
    public TrainingPlan Plan { get; init; } = new(13_000, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.4, Rest: 0.02), new WeightAverage(0.999))
    {
        CurveEvery = 50, MeasureEvery = 500,
    };
}
