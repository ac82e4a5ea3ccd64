using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The losses of the pair: real images against generated ones of the same classes.</summary>
internal static class ImageGanLoss
{
    public static LossTerms Build(ImageGanRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var (network, b, size) = (recipe.Network, recipe.Batch, ConditionalImageGan.Size);
        var real = GraphBuilder.Input("real", ElementType.Float, b, 1, size, size);
        var label = GraphBuilder.Input("label", ElementType.Float, b, network.Classes);
        var z = GraphBuilder.Input("latent", ElementType.Float, b, network.Latent);
        // One set of values for each parameter, however often a network is applied.
        var shared = new SharedParameters(parameters);
        var fake = network.Generate(g, shared, z, label);
        var some = g.Slice(label, 0, 0, recipe.Penalised);
        var pair = new RelativisticPair(ConditionalImageGan.Generator, ConditionalImageGan.Discriminator, recipe.Penalty, recipe.Penalised);
        return pair.Terms(g, [real, label, z], real, fake, (images, n) => network.Discriminate(g, shared, images, n == b ? label : some));
    }
}
