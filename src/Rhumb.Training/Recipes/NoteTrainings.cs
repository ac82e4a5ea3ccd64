using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Sounds;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The three trainings of a generator of notes, one after the other, each with its own checkpoint.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="training">The notes trained on.</param>
/// <param name="heldOut">Notes that are only measured.</param>
/// <param name="checkpoint">Where the checkpoint of a training lies: what is trained, its identity.</param>
/// <param name="time">The clock.</param>
internal sealed class NoteTrainings(NoteRecipe recipe, NoteDataSet training, NoteDataSet heldOut, Func<string, string, string> checkpoint, TimeProvider time)
{
    private const int Watched = 500;

    /// <summary>Trains all, or goes on from their checkpoints.</summary>
    public TrainedNotes Train(bool resume, IProgress<StepProgress> progress, CancellationToken cancellation) =>
        // Stopped while an earlier one trained, there is nothing of the later ones to go on from yet.
        Run((train, identity, what) => train(checkpoint(what, identity), resume && File.Exists(checkpoint(what, identity)), progress, cancellation), progress, cancellation)!;

    /// <summary>The finished trainings, for their curves and times; null where a checkpoint is gone.</summary>
    public TrainedNotes? Finished(IProgress<StepProgress> progress, CancellationToken cancellation) =>
        Run((_, identity, what) => File.Exists(checkpoint(what, identity)) ? Checkpoint.Read(checkpoint(what, identity), identity) : null, progress, cancellation);

    private delegate TrainingState Training(string file, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation);

    private TrainedNotes? Run(Func<Training, string, string, TrainingState?> state, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress("Listening to the notes"));
        var (heard, watched) = (NoteImages.Heard(training, recipe.HearingOf(training), cancellation), NoteImages.Heard(heldOut, recipe.HearingOf(training), cancellation));
        var judging = new ImageClassifierTrainer(recipe.ClassifierOf(heard), heard, watched, time);
        if (state(judging.Train, judging.Identity, "classifier") is not { } judged)
            return null;

        var form = recipe.AutoencoderOf(training).Network.Form;
        var (taken, spared) = (NoteImages.Analysed(training, form, progress, cancellation), NoteImages.Analysed(heldOut, form, progress, cancellation));
        var drawing = new NoteAutoencoderTrainer(recipe.AutoencoderOf(training), taken, spared, time);
        if (state(drawing.Train, drawing.Identity, "autoencoder") is not { } drawn)
            return null;

        progress.Report(new StepProgress("Encoding the training notes"));
        var codes = drawing.Encode(drawn.Average, taken, cancellation).Blurred(recipe.Blur);
        var (decoder, classifier) = (drawing.Export(drawn.Average), Classifier(judging.Export(judged.Average), heard));
        var placing = new LatentFlowTrainer(recipe.Prior, codes, time) { Judge = (prior, token) => Watch(prior, decoder, classifier, watched, token) };
        return state(placing.Train, placing.Identity, "prior") is { } placed
            ? new TrainedNotes(judged, drawn, placed, classifier, decoder, placing.Export(placed.Average))
            : null;
    }

    // Precision and recall of samples of all pitches alike against held-out notes.
    private Dictionary<string, double> Watch(Model prior, Model decoder, Model classifier, ImageDataSet watched, CancellationToken cancellation)
    {
        var (count, pitches) = (Math.Min(Watched, heldOut.Count), recipe.AutoencoderOf(training).Network.Pitches);
        var z = new RowMatrix(count, recipe.Prior.Network.Code);
        new RandomStream(0, "watched").Normal(z.Values);
        using var placed = new NoteRows(prior);
        using var played = new NoteRows(decoder);
        using var judge = new ImageJudge(classifier, [.. watched.Attributes.Select(attribute => attribute.Values.Count)]);
        var sounds = played.Run(placed.Run(z, [], cancellation)["code"], [.. Enumerable.Range(0, count).Select(i => i % pitches)], cancellation)["sound"];
        var reference = heldOut.Part([.. NoteOrder.Of(heldOut).Take(count)]).Rows();
        var compared = PrecisionRecall.Of(judge.Judge(sounds, cancellation).Features, judge.Judge(reference, cancellation).Features);
        return new(StringComparer.Ordinal) { ["precision"] = compared.Precision, ["recall"] = compared.Recall };
    }

    // The judge listens to sounds itself.
    private Model Classifier(Model judge, ImageDataSet heard) =>
        Compose.Chain(NoteNetworks.Listener(recipe.HearingOf(training)), judge, "image", "image") with
        {
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DecoderScorer.AttributesKey] = JsonSerializer.Serialize(heard.Attributes) },
        };
}
