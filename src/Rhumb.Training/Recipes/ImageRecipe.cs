using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>
/// How a generator of images is trained: an autoencoder of the images, a flow that learns where their codes lie, and a classifier that judges. An autoencoder has nothing to balance and
/// costs a third of a pair of adversaries an image; which codes are images is learnt in the small space of codes, where that is cheap.
/// </summary>
/// <param name="Classifier">The judge; heads and size are those of the data.</param>
/// <param name="Autoencoder">The autoencoder.</param>
/// <param name="Prior">The flow.</param>
public sealed record ImageRecipe(ImageClassifierRecipe Classifier, ImageAutoencoderRecipe Autoencoder, LatentFlowRecipe Prior)
{
    /// <summary>
    /// A classifier whose layers compare images with their reconstructions: the least error of pixels is a blur of what the code leaves open, and leaves out what is a few pixels large. It
    /// is another network than the judge, trained from another seed. Null for none.
    /// </summary>
    public ImageClassifierRecipe? Critic { get; init; }

    /// <summary>Whether images are asked for by their class, which is then the flow's: a generator of several attributes leaves them to be found in the latent.</summary>
    public bool IsConditional => Prior.Network.Classes > 0;

    /// <summary>The recipe with everything random from one seed, and so many steps of the autoencoder; null for its own.</summary>
    public ImageRecipe With(long seed, int? steps = null) => this with
    {
        Classifier = Classifier with { Seed = seed },
        Critic = Critic is null ? null : Critic with { Seed = seed + 1000 },
        Autoencoder = Autoencoder with { Seed = seed, Plan = Autoencoder.Plan with { Steps = steps ?? Autoencoder.Plan.Steps } },
        Prior = Prior with { Seed = seed },
    };

    /// <summary>The recipe of the autoencoder of <paramref name="data"/>, which tells attributes where there are several.</summary>
    internal ImageAutoencoderRecipe AutoencoderOf(ImageDataSet data) =>
        data.Attributes.Count == 1 ? Autoencoder : Autoencoder with { Network = Autoencoder.Network with { Heads = Heads(data) } };

    /// <summary>The recipe of a judge of the attributes of <paramref name="data"/>.</summary>
    internal ImageClassifierRecipe ClassifierOf(ImageDataSet data) => Of(Classifier, data);

    /// <summary>The recipe of a critic that tells the attributes of <paramref name="data"/>; null for none.</summary>
    internal ImageClassifierRecipe? CriticOf(ImageDataSet data) => Critic is null ? null : Of(Critic, data);

    private static ImageClassifierRecipe Of(ImageClassifierRecipe classifier, ImageDataSet data) => data.Attributes.Count == 1
        ? classifier
        : classifier with { Network = classifier.Network with { Classes = Heads(data).Sum(), Heads = Heads(data), Image = new(data.Channels, data.Height, data.Width) } };

    private static int[] Heads(ImageDataSet data) => [.. data.Attributes.Select(attribute => attribute.Values.Count)];
}
