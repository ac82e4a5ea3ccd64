using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Trainer;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Training.Recipes;

/// <summary>Trains the prior network of an autoencoder against a discriminator of codes.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="codes">The posteriors of the training images.</param>
/// <param name="time">The clock.</param>
public sealed class LatentGanTrainer(LatentGanRecipe recipe, LatentCodes codes, TimeProvider time)
{
    /// <summary>The parameters of both networks.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => Loss(recipe, g, parameters));

    /// <summary>Recipe, seed, layout and codes in one hash: only a checkpoint with the same one is gone on from.</summary>
    public string Identity => TrainingIdentity.Of(JsonSerializer.Serialize(recipe), Layout, codes.Bytes());

    /// <summary>Where training runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>Measures the prior network now and then; its values join the curve. Null for none.</summary>
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

    /// <summary>The prior network with the parameters <paramref name="theta"/>: <c>z</c> [B, c] to <c>code</c> [B, c].</summary>
    public Model Export(float[] theta) => ImageNetworks.Prior(recipe.Network, Layout, theta);

    private static LossTerms Loss(LatentGanRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var network = recipe.Network;
        var real = GraphBuilder.Input("real", ElementType.Float, recipe.Batch, network.Code);
        var z = GraphBuilder.Input("latent", ElementType.Float, recipe.Batch, network.Code);
        var shared = new SharedParameters(parameters);
        var fake = network.Map(g, shared, z);
        return new RelativisticPair(LatentGan.Prior, LatentGan.Discriminator, recipe.Penalty, recipe.Penalised)
            .Terms(g, [real, z], real, fake, (some, _) => network.Discriminate(g, shared, some));
    }
}
