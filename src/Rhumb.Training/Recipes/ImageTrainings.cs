using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The trainings of an image generator, one after the other, each with its own checkpoint.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="training">The images trained on.</param>
/// <param name="heldOut">Images that are only measured.</param>
/// <param name="checkpoint">Where the checkpoint of a training lies: what is trained, its identity.</param>
/// <param name="time">The clock.</param>
internal sealed class ImageTrainings(ImageRecipe recipe, ImageDataSet training, ImageDataSet heldOut, Func<string, string, string> checkpoint, TimeProvider time)
{
    private const int Watched = 1000, Columns = 12, Rows = 6;

    /// <summary>Trains all, or goes on from their checkpoints.</summary>
    public TrainedImages Train(bool resume, IProgress<StepProgress> progress, CancellationToken cancellation) =>
        // Stopped while an earlier one trained, there is nothing of the later ones to go on from yet.
        Run((train, identity, what) => train(checkpoint(what, identity), resume && File.Exists(checkpoint(what, identity)), progress, cancellation), progress, cancellation)!;

    /// <summary>The finished trainings, for their curves and times; null where a checkpoint is gone.</summary>
    public TrainedImages? Finished(IProgress<StepProgress> progress, CancellationToken cancellation) =>
        Run((_, identity, what) => File.Exists(checkpoint(what, identity)) ? Checkpoint.Read(checkpoint(what, identity), identity) : null, progress, cancellation);

    private delegate TrainingState Training(string file, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation);

    private TrainedImages? Run(Func<Training, string, string, TrainingState?> state, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var judging = new ImageClassifierTrainer(recipe.ClassifierOf(training), training, heldOut, time);
        if (state(judging.Train, judging.Identity, "classifier") is not { } judged)
            return null;
        var (critic, looked) = ((ImageCritic?)null, (TrainingState?)null);
        if (recipe.CriticOf(training) is { } seen)
        {
            var looking = new ImageClassifierTrainer(seen, training, heldOut, time) { Title = "Training the critic" };
            if ((looked = state(looking.Train, looking.Identity, "critic")) is null)
                return null;
            critic = new ImageCritic(seen.Network, looking.Layout, looked.Average);
        }
        var drawing = new ImageAutoencoderTrainer(recipe.AutoencoderOf(training), training, heldOut, time, critic);
        if (state(drawing.Train, drawing.Identity, "autoencoder") is not { } drawn)
            return null;

        progress.Report(new StepProgress("Encoding the training images"));
        var codes = drawing.Encode(drawn.Average, training, cancellation) with { Labels = recipe.IsConditional ? training.Labels : [] };
        var (decoder, classifier) = (drawing.Export(drawn.Average), Classifier(judging, judged));
        var sheet = Path.ChangeExtension(checkpoint("prior", new LatentFlowTrainer(recipe.Prior, codes, time).Identity), ".png");
        var placing = new LatentFlowTrainer(recipe.Prior, codes, time) { Judge = (prior, token) => Watch(prior, decoder, classifier, sheet, token) };
        return state(placing.Train, placing.Identity, "prior") is { } placed
            ? new TrainedImages(judged, looked, drawn, placed, classifier, decoder, placing.Export(placed.Average))
            : null;
    }

    // A sheet of the first samples; how many are given the class that they were asked for, or how far the shares of attribute values among them are from the data's.
    private Dictionary<string, double> Watch(Model prior, Model decoder, Model classifier, string sheet, CancellationToken cancellation)
    {
        var (image, heads) = (recipe.Autoencoder.Network.Image, training.Attributes.Select(attribute => attribute.Values.Count).ToArray());
        var columns = recipe.IsConditional ? heads[0] : Columns;
        using var samples = new ImageSamples(Compose.Chain(prior, decoder, "code", "code"), image);
        using var judge = new ImageJudge(classifier, heads);
        var images = samples.Draw(Watched, 0, cancellation);
        Media.PngFile.Write(sheet, ImageSheet.Compose(image, columns, [images], Rows * columns));
        var labels = judge.Judge(images, cancellation).Classes;
        if (recipe.IsConditional)
            return new(StringComparer.Ordinal) { ["recognised"] = labels.Where((found, i) => found == i % heads[0]).Count() / (double)Watched };
        var (found, wanted) = (AttributeScore.Shares(labels, heads), AttributeScore.Shares([.. training.Labels], heads));
        return new(StringComparer.Ordinal) { ["deviation"] = found.Zip(wanted, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max() };
    }

    // A judge of several attributes says which they are.
    private Model Classifier(ImageClassifierTrainer judging, TrainingState judged) => training.Attributes.Count == 1
        ? judging.Export(judged.Average)
        : judging.Export(judged.Average) with { Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DecoderScorer.AttributesKey] = JsonSerializer.Serialize(training.Attributes) } };
}
