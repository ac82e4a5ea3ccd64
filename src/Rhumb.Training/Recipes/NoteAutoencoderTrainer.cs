using Rhumb.Autodiff.Graphs;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Trains an autoencoder of notes.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="data">Pictures of the training notes.</param>
/// <param name="heldOut">Pictures of notes that reconstructions are watched on; they do not influence the weights.</param>
/// <param name="time">The clock.</param>
public sealed class NoteAutoencoderTrainer(NoteAutoencoderRecipe recipe, ImageDataSet data, ImageDataSet heldOut, TimeProvider time)
{
    /// <summary>The parameters.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => NoteAutoencoderLoss.Build(recipe, g, parameters));

    /// <summary>Recipe, seed, layout and data in one hash: only a checkpoint with the same one is gone on from.</summary>
    public string Identity => TrainingIdentity.Of(recipe, Layout, data);

    /// <summary>Where training runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>Trains, or goes on from the checkpoint.</summary>
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
        Loss = (g, parameters) => NoteAutoencoderLoss.Build(recipe, g, parameters),
        Optimizer = recipe.Optimizer,
        Plan = recipe.Plan,
        Batches = new NoteBatches(recipe, data),
        Measure = Measure,
        Device = Device,
    }.Run(checkpoint, resume, time, progress, cancellation);

    /// <summary>The decoder with the parameters <paramref name="theta"/>: <c>code</c> [B, c] and one-hot <c>pitch</c> [B, P] to <c>sound</c> [B, n].</summary>
    public Model Export(float[] theta) => NoteNetworks.Decoder(recipe.Network, Layout, theta, [.. data.Attributes[NoteDataSet.Pitch].Values.Select(PitchName.Frequency)]);

    /// <summary>The posteriors N(μ, exp(l)) of <paramref name="notes"/> under the parameters <paramref name="theta"/>.</summary>
    public LatentCodes Encode(float[] theta, ImageDataSet notes, CancellationToken cancellation)
    {
        using var encoder = new NoteRows(NoteNetworks.Encoder(recipe.Network, Layout, theta));
        var found = encoder.Run(ImageJudge.Rows(notes), Pitches(notes), cancellation);
        return new LatentCodes(found["mean"], found["log_variance"]);
    }

    /// <summary>The place of each note's pitch.</summary>
    internal static int[] Pitches(ImageDataSet notes) => [.. Enumerable.Range(0, notes.Count).Select(i => notes.Label(i, NoteDataSet.Pitch))];

    // Root mean square of the levels' errors: 0.1 is 7 dB where it is loud.
    private IReadOnlyDictionary<string, double> Measure(float[] theta, CancellationToken cancellation)
    {
        using var painter = new NoteRows(NoteNetworks.Painter(recipe.Network, Layout, theta));
        var found = painter.Run(Encode(theta, heldOut, cancellation).Means, Pitches(heldOut), cancellation)["picture"];
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["error"] = Math.Sqrt(ImageJudge.Rows(heldOut).Values.Zip(found.Values, (a, b) => Math.Pow(a - b, 2)).Average()) };
    }
}
