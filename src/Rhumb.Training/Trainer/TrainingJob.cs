using System.Text;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;

namespace Rhumb.Training.Trainer;

/// <summary>Everything that one training needs; what it belongs to is known by <see cref="Identity"/>.</summary>
public sealed record TrainingJob
{
    /// <summary>What the progress line calls it.</summary>
    public string Title { get; init; } = "Training";

    /// <summary>The parameters.</summary>
    public required ParameterLayout Layout { get; init; }

    /// <summary>Recipe, data and seed in one hash: only a checkpoint with the same one is gone on from.</summary>
    public required string Identity { get; init; }

    /// <summary>Seed of the first weights.</summary>
    public required long Seed { get; init; }

    /// <summary>Builds the losses from parameters.</summary>
    public required Func<GraphBuilder, IParameterSource, LossTerms> Loss { get; init; }

    /// <summary>The optimiser.</summary>
    public required AdamW Optimizer { get; init; }

    /// <summary>How long and how fast.</summary>
    public required TrainingPlan Plan { get; init; }

    /// <summary>What the steps are fed with.</summary>
    public required ITrainingBatches Batches { get; init; }

    /// <summary>Measures averaged weights now and then; null for none.</summary>
    public Func<float[], CancellationToken, IReadOnlyDictionary<string, double>>? Measure { get; init; }

    /// <summary>Where it runs.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu;

    /// <summary>Trains, or goes on from the checkpoint; with each checkpoint the curve so far is drawn beside it, as SVG.</summary>
    /// <param name="checkpoint">Path of the checkpoint.</param>
    /// <param name="resume">Whether to go on from it; else training starts anew and replaces it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told of every point of the curve.</param>
    /// <param name="cancellation">Stops after the step in progress, with a checkpoint.</param>
    /// <exception cref="RhumbException">There is no checkpoint to resume from, it belongs to another training, or a loss is no longer a number.</exception>
    public TrainingState Run(string checkpoint, bool resume, TimeProvider time, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var state = resume ? Checkpoint.Read(checkpoint, Identity) : TrainingState.Start(Layout, Seed);
        var drawing = Path.ChangeExtension(checkpoint, ".svg");
        progress.Report(new StepProgress($"{Title}: putting the step together; its curve will be in {drawing}"));
        using var step = TrainingStep.Compile(Layout, Loss, Optimizer, Device);
        var loop = new TrainingLoop(step, Batches, Plan, time) { Title = Title, Save = Save, Measure = Measure };
        return loop.Run(state, progress, cancellation);

        void Save(TrainingState saved)
        {
            Checkpoint.Write(checkpoint, saved, Identity);
            if (saved.Curve.Count > 0)
                AtomicFile.Write(drawing, Encoding.UTF8.GetBytes(TrainingCurve.ToSvg(saved.Curve, [.. saved.Curve.SelectMany(point => point.Values.Keys).Distinct(StringComparer.Ordinal)])));
        }
    }
}
