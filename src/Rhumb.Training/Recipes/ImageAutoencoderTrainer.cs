using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Trains an autoencoder of images.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="data">The training images.</param>
/// <param name="heldOut">Images that reconstructions are watched on; they do not influence the weights.</param>
/// <param name="time">The clock.</param>
/// <param name="critic">What compares images and reconstructions besides their pixels; null for nothing.</param>
public sealed class ImageAutoencoderTrainer(ImageAutoencoderRecipe recipe, ImageDataSet data, ImageDataSet heldOut, TimeProvider time, ImageCritic? critic = null)
{
    private const int Watched = 400, Shown = 12, Batch = 100;

    /// <summary>The parameters.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => ImageAutoencoderLoss.Build(recipe, critic, g, parameters));

    /// <summary>Recipe, seed, layout and data in one hash: only a checkpoint with the same one is gone on from.</summary>
    public string Identity => TrainingIdentity.Of(recipe, Layout, data, critic?.Identity);

    /// <summary>Where training runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>Trains, or goes on from the checkpoint; a sheet of held-out images above their reconstructions lies beside it and follows the training.</summary>
    /// <param name="checkpoint">Path of the checkpoint.</param>
    /// <param name="resume">Whether to go on from it; else training starts anew and replaces it.</param>
    /// <param name="progress">Told of every point of the curve.</param>
    /// <param name="cancellation">Stops after the step in progress, with a checkpoint.</param>
    public TrainingState Train(string checkpoint, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation) => new TrainingJob
    {
        Title = "Training the autoencoder",
        Layout = Layout,
        Identity = Identity,
        Seed = recipe.Seed,
        Loss = (g, parameters) => ImageAutoencoderLoss.Build(recipe, critic, g, parameters),
        Optimizer = recipe.Optimizer,
        Plan = recipe.Plan,
        Batches = new AutoencoderBatches(recipe, data),
        Measure = (average, token) => Measure(average, Path.ChangeExtension(checkpoint, ".png"), token),
        Device = Device,
    }.Run(checkpoint, resume, time, progress, cancellation);

    /// <summary>The decoder with the parameters <paramref name="theta"/>: <c>code</c> [B, c] to <c>image</c> [B, C, H, W] in [−1, 1].</summary>
    public Model Export(float[] theta) => ImageNetworks.Decoder(recipe.Network, Layout, theta);

    /// <summary>The posteriors N(μ, exp(l)) of <paramref name="images"/> under the parameters <paramref name="theta"/>.</summary>
    public LatentCodes Encode(float[] theta, ImageDataSet images, CancellationToken cancellation)
    {
        using var encoder = GraphRuntime.Compile(ImageNetworks.Encoder(recipe.Network, Layout, theta));
        var (means, logVariances) = (new RowMatrix(images.Count, recipe.Network.Code), new RowMatrix(images.Count, recipe.Network.Code));
        for (var start = 0; start < images.Count; start += Batch)
        {
            var rows = Math.Min(Batch, images.Count - start);
            using var image = Tensor.Allocate(Runtime.ElementType.Float, rows, images.Channels, images.Height, images.Width);
            for (var row = 0; row < rows; row++)
                images.CopyTo(start + row, image.AsSpan<float>().Slice(row * images.Area, images.Area));
            var outputs = encoder.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["image"] = image }, cancellation);
            using var mean = outputs["mean"];
            using var logVariance = outputs["log_variance"];
            mean.AsSpan<float>().CopyTo(means.Values.AsSpan(start * means.Columns));
            logVariance.AsSpan<float>().CopyTo(logVariances.Values.AsSpan(start * means.Columns));
        }
        return new LatentCodes(means, logVariances);
    }

    private IReadOnlyDictionary<string, double> Measure(float[] theta, string sheet, CancellationToken cancellation)
    {
        var watched = heldOut.Part(0, Math.Min(Watched, heldOut.Count));
        using var decoder = new ImageSamples(Export(theta), recipe.Network.Image);
        var (wanted, found) = (ImageJudge.Rows(watched), decoder.Of(Encode(theta, watched, cancellation).Means, cancellation));
        var squares = wanted.Values.Zip(found.Values, (a, b) => Math.Pow((a - b) / 2, 2)).Average();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(sheet))!);
        var columns = Math.Min(Shown, watched.Count);
        PngFile.Write(sheet, ImageSheet.Compose(recipe.Network.Image, columns, [wanted, found], 2 * columns));
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["error"] = Math.Sqrt(squares) };
    }
}
