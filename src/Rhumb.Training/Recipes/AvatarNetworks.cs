using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The three trainings of an avatar generator, one after the other, each with its own checkpoint.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="training">The pictures trained on.</param>
/// <param name="heldOut">Pictures that are only measured.</param>
/// <param name="checkpoint">Where the checkpoint of a training lies: what is trained, its identity.</param>
/// <param name="time">The clock.</param>
internal sealed class AvatarNetworks(AvatarRecipe recipe, ImageDataSet training, ImageDataSet heldOut, Func<string, string, string> checkpoint, TimeProvider time)
{
    private const int Watched = 1000;

    private readonly ImageClassifierTrainer _judging = new(recipe.ClassifierOf(training), training, heldOut, time);
    private readonly ImageAutoencoderTrainer _drawing = new(recipe.AutoencoderOf(training), training, heldOut, time);

    private int[] Heads => [.. training.Attributes.Select(attribute => attribute.Values.Count)];

    /// <summary>Trains all three, or goes on from their checkpoints.</summary>
    public AvatarStates Train(bool resume, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var judged = Run(_judging.Train, checkpoint("classifier", _judging.Identity));
        var drawn = Run(_drawing.Train, checkpoint("autoencoder", _drawing.Identity));
        progress.Report(new StepProgress("Encoding the training pictures"));
        var placing = Placing(drawn, judged, cancellation, out var file);
        var placed = Run(placing.Train, file);
        return new AvatarStates(judged, drawn, placed, Classifier(judged), _drawing.Export(drawn.Average), placing.Export(placed.Average));

        // Stopped while an earlier one trained, there is nothing of the later ones to go on from yet.
        TrainingState Run(Func<string, bool, IProgress<StepProgress>, CancellationToken, TrainingState> train, string file) =>
            train(file, resume && File.Exists(file), progress, cancellation);
    }

    /// <summary>The finished trainings, for their curves and times; null where a checkpoint is gone or not the last.</summary>
    public AvatarStates? Finished(CancellationToken cancellation)
    {
        var (judgeFile, drawFile) = (checkpoint("classifier", _judging.Identity), checkpoint("autoencoder", _drawing.Identity));
        if (!File.Exists(judgeFile) || !File.Exists(drawFile))
            return null;
        var (judged, drawn) = (Checkpoint.Read(judgeFile, _judging.Identity), Checkpoint.Read(drawFile, _drawing.Identity));
        var placing = Placing(drawn, judged, cancellation, out var file);
        if (!File.Exists(file))
            return null;
        var placed = Checkpoint.Read(file, placing.Identity);
        return new AvatarStates(judged, drawn, placed, Classifier(judged), _drawing.Export(drawn.Average), placing.Export(placed.Average));
    }

    private LatentFlowTrainer Placing(TrainingState drawn, TrainingState judged, CancellationToken cancellation, out string file)
    {
        var codes = _drawing.Encode(drawn.Average, training, cancellation);
        var (decoder, classifier) = (_drawing.Export(drawn.Average), Classifier(judged));
        var unwatched = new LatentFlowTrainer(recipe.Prior, codes, time);
        var path = file = checkpoint("prior", unwatched.Identity);
        return new LatentFlowTrainer(recipe.Prior, codes, time) { Judge = (prior, token) => Watch(prior, decoder, classifier, Path.ChangeExtension(path, ".png"), token) };
    }

    // How far the shares of attribute values among samples are from the data's, and a sheet of the first samples.
    private Dictionary<string, double> Watch(Model prior, Model decoder, Model classifier, string sheet, CancellationToken cancellation)
    {
        var whole = Compose.Chain(prior, decoder, new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "code" });
        using var samples = new ImageSamples(whole, recipe.Autoencoder.Network.Image);
        using var judge = new ImageJudge(classifier, Heads);
        var images = samples.Draw(Watched, 0, cancellation);
        Media.PngFile.Write(sheet, ImageSheet.Compose(recipe.Autoencoder.Network.Image, 12, [images], 72));
        var (found, wanted) = (AttributeScore.Shares(judge.Judge(images, cancellation).Classes, Heads), AttributeScore.Shares([.. training.Labels], Heads));
        return new(StringComparer.Ordinal) { ["deviation"] = found.Zip(wanted, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max() };
    }

    private Model Classifier(TrainingState judged) => _judging.Export(judged.Average) with
    {
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [ImageScorer.AttributesKey] = JsonSerializer.Serialize(training.Attributes) },
    };
}
