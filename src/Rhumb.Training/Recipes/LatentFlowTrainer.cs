using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Training.Recipes;

/// <summary>Trains the flow to the codes of an autoencoder.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="codes">The posteriors of the training images, with their classes where the flow has any.</param>
/// <param name="time">The clock.</param>
public sealed class LatentFlowTrainer(LatentFlowRecipe recipe, LatentCodes codes, TimeProvider time)
{
    /// <summary>The parameters.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => Loss(recipe, g, parameters));

    /// <summary>Recipe, seed, layout and codes in one hash: only a checkpoint with the same one is gone on from.</summary>
    public string Identity => TrainingIdentity.Of(JsonSerializer.Serialize(recipe), Layout, codes.Bytes());

    /// <summary>Where training runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>Measures the flow now and then; its values join the curve. Null for none.</summary>
    public Func<Model, CancellationToken, IReadOnlyDictionary<string, double>>? Judge { get; init; }

    /// <summary>Trains, or goes on from the checkpoint.</summary>
    public TrainingState Train(string checkpoint, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation) => new TrainingJob
    {
        Title = "Training the prior",
        Layout = Layout,
        Identity = Identity,
        Seed = recipe.Seed,
        Loss = (g, parameters) => Loss(recipe, g, parameters),
        Optimizer = recipe.Optimizer,
        Plan = recipe.Plan,
        Batches = new LatentBatches(recipe, codes),
        Measure = Judge is null ? null : (average, token) => Judge(Export(average), token),
        Device = Device,
    }.Run(checkpoint, resume, time, progress, cancellation);

    /// <summary>The flow with the parameters <paramref name="theta"/>: <c>z</c> [B, d], and one-hot <c>label</c> [B, k] where there are classes, to <c>code</c> [B, d].</summary>
    public Model Export(float[] theta) => ImageNetworks.Prior(recipe.Network, Layout, theta);

    private static LossTerms Loss(LatentFlowRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var network = recipe.Network;
        var code = GraphBuilder.Input("code", ElementType.Float, recipe.Batch, network.Code);
        var noise = GraphBuilder.Input("noise", ElementType.Float, recipe.Batch, network.Code);
        var way = GraphBuilder.Input("time", ElementType.Float, recipe.Batch, 1);
        var label = network.Classes == 0 ? null : GraphBuilder.Input("label", ElementType.Float, recipe.Batch, network.Classes);
        var loss = FlowMatching.Mean(g, noise, code, way, at => network.Velocity(g, parameters, at, way, label));
        return new LossTerms(label is null ? [code, noise, way] : [code, noise, way, label], loss, new Dictionary<string, Value>(StringComparer.Ordinal));
    }
}
