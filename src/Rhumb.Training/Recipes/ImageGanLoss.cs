using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>
/// The losses of the pair (Huang et al. 2024): the relativistic pairing loss of real images and generated ones of the same classes, and for the discriminator a
/// penalty on its gradient at both.
/// </summary>
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
        var (realScore, fakeScore) = (network.Discriminate(g, shared, real, label), network.Discriminate(g, shared, fake, label));

        var n = recipe.Penalised;
        // A penalty differentiates by images, so it looks at values that nothing else was computed from.
        var (someReal, someFake, someLabels) = (g.Slice(real, 0, 0, n), g.Slice(fake, 0, 0, n), g.Slice(label, 0, 0, n));
        var atReal = GradientPenalty.Zero(g, someReal, network.Discriminate(g, shared, someReal, someLabels));
        var atFake = GradientPenalty.Zero(g, someFake, network.Discriminate(g, shared, someFake, someLabels));

        var adversarial = Relativistic.Discriminator(g, realScore, fakeScore);
        var penalty = new Term(g, atReal) + new Term(g, atFake);
        var discriminator = new Term(g, adversarial) + recipe.Penalty * penalty;
        return new LossTerms(
            [real, label, z],
            [
                new Objective("generator", ConditionalImageGan.Generator, Relativistic.Generator(g, realScore, fakeScore)),
                new Objective("discriminator", ConditionalImageGan.Discriminator, discriminator),
            ],
            new Dictionary<string, Value>(StringComparer.Ordinal) { ["adversarial"] = adversarial, ["penalty"] = penalty });
    }
}
