using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>
/// How the generator of avatars is trained: an autoencoder of the pictures, a prior network that learns where its codes lie, and a classifier of attributes that judges. Drawings of
/// flat parts have no texture that an adversary would have to teach: a picture is exactly what its parts are, so that an autoencoder draws it sharp, at a third of an
/// adversary's cost a picture; and which codes are faces is learnt in the small space of codes, where adversaries are cheap and cover all of the data.
/// </summary>
public sealed record AvatarRecipe
{
    /// <summary>The recipe of the judge; heads and size are those of the data.</summary>
    public ImageClassifierRecipe Classifier { get; init; } = new()
    {
        Network = new ImageClassifier { Fold = 2, Channels = [32, 64, 64], Features = 128 },
        Shift = 0,
        Plan = new TrainingPlan(2_500, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.3), new WeightAverage(0.998)) { CurveEvery = 100, MeasureEvery = 1250 },
    };

    /// <summary>The recipe of the autoencoder.</summary>
    public ImageAutoencoderRecipe Autoencoder { get; init; } = new();

    /// <summary>The recipe of the prior network.</summary>
    public LatentFlowRecipe Prior { get; init; } = new();

    /// <summary>The recipe with everything random from one seed.</summary>
    public AvatarRecipe Seeded(long seed) =>
        new() { Classifier = Classifier with { Seed = seed }, Autoencoder = Autoencoder with { Seed = seed }, Prior = Prior with { Seed = seed } };

    /// <summary>The recipe of an autoencoder of <paramref name="data"/>.</summary>
    internal ImageAutoencoderRecipe AutoencoderOf(ImageDataSet data) => Autoencoder with { Network = Autoencoder.Network with { Heads = [.. data.Attributes.Select(attribute => attribute.Values.Count)] } };

    /// <summary>The recipe of a judge of the attributes of <paramref name="data"/>.</summary>
    internal ImageClassifierRecipe ClassifierOf(ImageDataSet data)
    {
        int[] heads = [.. data.Attributes.Select(attribute => attribute.Values.Count)];
        return Classifier with { Network = Classifier.Network with { Classes = heads.Sum(), Heads = heads, Image = new ImageShape(data.Channels, data.Height, data.Width) } };
    }
}
