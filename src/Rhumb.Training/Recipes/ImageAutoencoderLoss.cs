using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The loss of a variational autoencoder of images: the negative evidence bound.</summary>
internal static class ImageAutoencoderLoss
{
    public static LossTerms Build(ImageAutoencoderRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var (network, b) = (recipe.Network, recipe.Batch);
        var image = GraphBuilder.Input("image", ElementType.Float, b, network.Image.Channels, network.Image.Height, network.Image.Width);
        var noise = GraphBuilder.Input("noise", ElementType.Float, b, network.Code);
        var (mean, logVariance) = network.Encode(g, parameters, image);
        var reconstruction = network.Decode(g, parameters, EvidenceBound.Draw(g, mean, logVariance, noise));
        var loss = EvidenceBound.Negative(g, image, reconstruction, mean, logVariance, recipe.Deviation);
        return new LossTerms([image, noise], loss, new Dictionary<string, Value>(StringComparer.Ordinal) { ["divergence"] = NormalDivergence.Mean(g, mean, logVariance) });
    }
}
