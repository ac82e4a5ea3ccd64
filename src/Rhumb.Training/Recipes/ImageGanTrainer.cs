using Rhumb.Autodiff.Graphs;
using Rhumb.Media;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Trains a class-conditional image generator against its discriminator.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="data">The training images.</param>
/// <param name="time">The clock.</param>
public sealed class ImageGanTrainer(ImageGanRecipe recipe, ImageDataSet data, TimeProvider time)
{
    /// <summary>The parameters of both networks.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => ImageGanLoss.Build(recipe, g, parameters));

    /// <summary>Recipe, seed, layout and data in one hash: only a checkpoint with the same one is gone on from.</summary>
    public string Identity => TrainingIdentity.Of(recipe, Layout, data);

    /// <summary>Where training runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>Measures sample images [n, 28²] in [−1, 1], number i of class i mod k, now and then; its values join the curve. Null for none.</summary>
    public Func<LinearAlgebra.RowMatrix, IReadOnlyDictionary<string, double>>? Judge { get; init; }

    /// <summary>Trains, or goes on from the checkpoint; a sheet of samples lies beside it and follows the training.</summary>
    /// <param name="checkpoint">Path of the checkpoint.</param>
    /// <param name="resume">Whether to go on from it; else training starts anew and replaces it.</param>
    /// <param name="progress">Told of every point of the curve.</param>
    /// <param name="cancellation">Stops after the step in progress, with a checkpoint.</param>
    public TrainingState Train(string checkpoint, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation) => new TrainingJob
    {
        Title = "Training the generator",
        Layout = Layout,
        Identity = Identity,
        Seed = recipe.Seed,
        Loss = (g, parameters) => ImageGanLoss.Build(recipe, g, parameters),
        Optimizer = recipe.Optimizer,
        Plan = recipe.Plan,
        Batches = new ImageBatches(recipe, data),
        Measure = (average, token) => Measure(average, Path.ChangeExtension(checkpoint, ".png"), token),
        Device = Device,
    }.Run(checkpoint, resume, time, progress, cancellation);

    /// <summary>The generator with the parameters <paramref name="theta"/>: <c>z</c> [B, d] and one-hot <c>label</c> [B, k] to <c>image</c> [B, 1, 28, 28] in [−1, 1].</summary>
    public Model Export(float[] theta) => ImageNetworks.Generator(recipe.Network, Layout, theta);

    /// <summary>The images [count, 28²] in [−1, 1] that the generator with parameters <paramref name="theta"/> makes of random latents, number i of class i mod k.</summary>
    public LinearAlgebra.RowMatrix Draw(float[] theta, int count, long seed)
    {
        using var samples = new ImageSamples(Export(theta), ImageShape.Small);
        return samples.Draw(count, seed, CancellationToken.None);
    }

    private IReadOnlyDictionary<string, double> Measure(float[] theta, string sheet, CancellationToken cancellation)
    {
        using var samples = new ImageSamples(Export(theta), ImageShape.Small);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(sheet))!);
        PngFile.Write(sheet, samples.Sheet(10, recipe.Network.Classes, 0, cancellation));
        return Judge?.Invoke(samples.Draw(1000, 0, cancellation)) ?? new Dictionary<string, double>(StringComparer.Ordinal);
    }
}
