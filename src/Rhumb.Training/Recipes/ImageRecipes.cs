using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The recipes of the image generators that ship.</summary>
public static class ImageRecipes
{
    /// <summary>Photos of clothing, 28², by their class.</summary>
    public static ImageRecipe Fashion { get; } = new(
        new ImageClassifierRecipe(),
        new ImageAutoencoderRecipe
        {
            Network = new ImageAutoencoder { Image = ImageShape.Small, Fold = 2, Code = 96, EncoderChannels = [32, 64, 96], DecoderChannels = [48, 64, 32, 48] },
            Deviation = 0.15,
            FeatureWeight = 2000,
            Plan = new ImageAutoencoderRecipe().Plan with { Steps = 12_000 },
        },
        new LatentFlowRecipe { Network = new LatentFlow { Code = 96, Classes = 10 } })
    {
        Critic = new ImageClassifierRecipe
        {
            Network = new ImageClassifier { Channels = [24, 48, 64], Features = 64 },
            Plan = new TrainingPlan(1_500, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.3), new WeightAverage(0.998)) { CurveEvery = 100, MeasureEvery = 500 },
        },
    };

    /// <summary>Drawn faces, 64², in colour.</summary>
    public static ImageRecipe Avatar { get; } = new(
        new ImageClassifierRecipe
        {
            Network = new ImageClassifier { Fold = 2, Channels = [32, 64, 64], Features = 128 },
            Shift = 0,
            Plan = new TrainingPlan(2_500, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.3), new WeightAverage(0.998)) { CurveEvery = 100, MeasureEvery = 1250 },
        },
        new ImageAutoencoderRecipe { FeatureWeight = 2000 },
        new LatentFlowRecipe())
    {
        Critic = new ImageClassifierRecipe
        {
            Network = new ImageClassifier { Fold = 2, Channels = [24, 48, 64], Features = 96 },
            Shift = 0,
            Plan = new TrainingPlan(2_000, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.3), new WeightAverage(0.998)) { CurveEvery = 100, MeasureEvery = 1000 },
        },
    };
}
