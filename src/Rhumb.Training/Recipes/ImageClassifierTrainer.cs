using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Training.Recipes;

/// <summary>Trains a classifier of images.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="data">The training images.</param>
/// <param name="heldOut">Images that its accuracy is watched on; they do not influence the weights.</param>
/// <param name="time">The clock.</param>
public sealed class ImageClassifierTrainer(ImageClassifierRecipe recipe, ImageDataSet data, ImageDataSet heldOut, TimeProvider time)
{
    /// <summary>The parameters.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => Loss(recipe, g, parameters));

    /// <summary>Recipe, seed, layout and data in one hash: only a checkpoint with the same one is gone on from.</summary>
    public string Identity => TrainingIdentity.Of(recipe, Layout, data);

    /// <summary>What its progress is called.</summary>
    public string Title { get; init; } = "Training the classifier";

    /// <summary>Where training runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>Trains, or goes on from the checkpoint.</summary>
    public TrainingState Train(string checkpoint, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation) => new TrainingJob
    {
        Title = Title,
        Layout = Layout,
        Identity = Identity,
        Seed = recipe.Seed,
        Loss = (g, parameters) => Loss(recipe, g, parameters),
        Optimizer = recipe.Optimizer,
        Plan = recipe.Plan,
        Batches = new ClassifierBatches(recipe, data),
        Measure = (average, token) =>
        {
            using var judge = new ImageJudge(Export(average), recipe.Network.Heads);
            return new Dictionary<string, double>(StringComparer.Ordinal) { ["accuracy"] = judge.Accuracy(heldOut, token) };
        },
        Device = Device,
    }.Run(checkpoint, resume, time, progress, cancellation);

    /// <summary>The classifier with the weights <paramref name="theta"/>: <c>image</c> [B, C, H, W] to <c>logits</c> [B, k] and <c>features</c> [B, f].</summary>
    public Model Export(float[] theta) => ImageNetworks.Classifier(recipe.Network, Layout, theta);

    private static LossTerms Loss(ImageClassifierRecipe recipe, GraphBuilder g, IParameterSource parameters)
    {
        var shape = recipe.Network.Image ?? ImageShape.Small;
        var image = GraphBuilder.Input("image", ElementType.Float, recipe.Batch, shape.Channels, shape.Height, shape.Width);
        var label = GraphBuilder.Input("label", ElementType.Float, recipe.Batch, recipe.Network.Classes);
        var (_, logits) = recipe.Network.Classify(g, parameters, image);
        var loss = recipe.Network.Heads is { } heads ? CrossEntropy.Mean(g, logits, label, heads) : CrossEntropy.Mean(g, logits, label);
        return new LossTerms([image, label], loss, new Dictionary<string, Value>(StringComparer.Ordinal));
    }
}
