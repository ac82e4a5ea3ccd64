using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The loss of a variational autoencoder of notes: the negative evidence bound of what is to be played.</summary>
internal static class NoteAutoencoderLoss
{
    public static LossTerms Build(NoteAutoencoderRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var (network, b) = (recipe.Network, recipe.Batch);
        var (heard, played) = (Picture("heard"), Picture("played"));
        var (heardPitch, playedPitch) = (Pitch("heard_pitch"), Pitch("played_pitch"));
        var noise = GraphBuilder.Input("noise", ElementType.Float, b, network.Code);
        var (mean, logVariance) = network.Encode(g, parameters, heard, heardPitch);
        var code = EvidenceBound.Draw(g, mean, logVariance, noise);
        var bound = EvidenceBound.Negative(g, played, network.Decode(g, parameters, code, playedPitch), mean, logVariance, recipe.Deviation);
        return new LossTerms([heard, heardPitch, played, playedPitch, noise], bound,
            new Dictionary<string, Value>(StringComparer.Ordinal) { ["divergence"] = NormalDivergence.Mean(g, mean, logVariance) });

        Value Picture(string name) => GraphBuilder.Input(name, ElementType.Float, b, network.Form.Frames, network.Form.Rows);
        Value Pitch(string name) => GraphBuilder.Input(name, ElementType.Float, b, network.Pitches);
    }
}
