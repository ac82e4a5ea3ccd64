using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>
/// The loss of the autoencoder: R reconstructions, c = μ + σ ε, and M mixtures, whose codes are given, go through one decoder;
/// w_r BCE(reconstructions) + w_m BCE(mixtures) + w · KL(q(c | voxels) ‖ N(0, I)).
/// </summary>
internal static class ShapeLoss
{
    public static LossTerms Build(ShapeRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var (network, r, m, p) = (recipe.Network, recipe.Reconstructions, recipe.Mixtures, recipe.Points);
        var (n, c) = (network.VoxelSize, network.ShapeCode);
        Value Input(string name, params ReadOnlySpan<long> shape) => GraphBuilder.Input(name, ElementType.Float, shape);
        var (voxels, noise, mixtures) = (Input("voxels", r, 1, n, n, n), Input("noise", r, c), Input("mixtures", m, c));
        var (points, labels) = (Input("points", r + m, p, 3), Input("labels", r + m, p));
        var (mixtureWeight, divergenceWeight) = (Input("mixture_weight"), Input("divergence_weight"));
        Term Of(Value value) => new(g, value);

        var (mean, logVariance) = network.Encode(g, parameters, voxels);
        var codes = Of(mean) + Of(noise) * (0.5 * Of(logVariance)).Exp();
        var logits = network.Decode(g, parameters, g.Concat(0, codes, mixtures), points);
        var reconstruction = BinaryCrossEntropy.Mean(g, g.Slice(logits, 0, 0, r), g.Slice(labels, 0, 0, r));
        var mixture = BinaryCrossEntropy.Mean(g, g.Slice(logits, 0, r, r + m), g.Slice(labels, 0, r, r + m));
        var divergence = NormalDivergence.Mean(g, mean, logVariance);
        var loss = recipe.ReconstructionWeight * Of(reconstruction) + Of(mixtureWeight) * Of(mixture) + Of(divergenceWeight) * Of(divergence);
        return new LossTerms([voxels, noise, mixtures, points, labels, mixtureWeight, divergenceWeight], loss, new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            ["reconstruction"] = reconstruction, ["mixture"] = mixture, ["divergence"] = divergence,
        });
    }
}
