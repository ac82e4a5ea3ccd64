using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>
/// The loss of a variational autoencoder of images: the negative evidence bound, how different a critic sees them, and how badly attributes are told from the code and, by the critic,
/// from what is drawn.
/// </summary>
internal static class ImageAutoencoderLoss
{
    public static LossTerms Build(ImageAutoencoderRecipe recipe, ImageCritic? critic, GraphBuilder g, IParameterSource parameters)
    {
        var (network, b) = (recipe.Network, recipe.Batch);
        var image = GraphBuilder.Input("image", ElementType.Float, b, network.Image.Channels, network.Image.Height, network.Image.Width);
        var noise = GraphBuilder.Input("noise", ElementType.Float, b, network.Code);
        var (mean, logVariance) = network.Encode(g, parameters, image);
        var code = EvidenceBound.Draw(g, mean, logVariance, noise);
        var drawn = network.Decode(g, parameters, code);
        var bound = EvidenceBound.Negative(g, image, drawn, mean, logVariance, recipe.Deviation);
        var loss = new Term(g, bound);
        List<Value> inputs = [image, noise];
        var reports = new Dictionary<string, Value>(StringComparer.Ordinal) { ["bound"] = bound, ["divergence"] = NormalDivergence.Mean(g, mean, logVariance) };
        var seen = critic?.Compare(g, image, drawn);
        if (seen is { Distance: var distance })
        {
            reports["features"] = distance;
            loss += recipe.FeatureWeight * new Term(g, distance);
        }
        if (network.Heads is { } heads)
        {
            inputs.Add(GraphBuilder.Input("label", ElementType.Float, b, heads.Sum()));
            // From the code as drawn, so that values are farther apart than a code is wide.
            reports["attributes"] = CrossEntropy.Mean(g, network.Tell(g, parameters, code), inputs[^1], heads);
            loss += recipe.AttributeWeight * new Term(g, reports["attributes"]);
            if (seen is { Logits: var logits })
            {
                reports["drawn"] = CrossEntropy.Mean(g, logits, inputs[^1], heads);
                loss += recipe.AttributeWeight * new Term(g, reports["drawn"]);
            }
        }
        return new LossTerms(inputs, loss, reports);
    }
}
