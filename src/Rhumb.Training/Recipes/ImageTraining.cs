using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>From images to a generator with its card: fetch or draw, train, export, measure, tell.</summary>
/// <typeparam name="TEvaluation">What is measured.</typeparam>
/// <param name="name">The generator's name.</param>
/// <param name="recipe">The recipe.</param>
/// <param name="counts">How much to measure.</param>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public abstract class ImageTraining<TEvaluation>(string name, ImageRecipe recipe, SampleCounts counts, TrainingRequest request, TimeProvider time)
{
    /// <summary>How much to measure.</summary>
    protected SampleCounts Counts { get; } = counts;

    /// <summary>What was asked for.</summary>
    protected TrainingRequest Request { get; } = request;

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Does it all and returns what the card tells.</summary>
    /// <exception cref="RhumbException">Anything that the user can put right.</exception>
    public async Task<ImageCardContent<TEvaluation>> RunAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var output = new TrainingOutput(name, Request);
        var (training, heldOut) = await LoadAsync(progress, cancellation);
        var trainings = new ImageTrainings(recipe, training, heldOut, output.Checkpoint, Time);
        var trained = await Task.Run(() => Request.EvaluateOnly ? trainings.Finished(progress, cancellation) : trainings.Train(Request.Resume, progress, cancellation), cancellation);
        if (!Request.EvaluateOnly)
        {
            progress.Report(new StepProgress($"Writing {Request.Output}"));
            Export(training, trained!);
        }
        var folder = GeneratorFolder.Load(Request.Output);
        using var generator = ImageGenerator.Open(folder);
        var (evaluation, pictures) = await EvaluateAsync(generator, folder, training, heldOut, progress, cancellation);
        PngFile.Write(Path.Combine(folder.Folder, "samples.png"), await pictures.SamplesAsync(12, cancellation));
        PngFile.Write(Path.Combine(folder.Folder, "strips.png"), await pictures.StripsAsync(cancellation));
        var weights = folder.Manifest.Files.All.Sum(file => new FileInfo(folder.PathOf(file)).Length);
        var card = new ImageCardContent<TEvaluation>(folder.Manifest, recipe, training.Count, heldOut.Count, evaluation, output.Keep(Figures(evaluation)), weights, trained is null ? null : TrainingTimes.Of(trained));
        output.Write("card.md", ImageCard.Write(card, Card(card)));
        if (trained is not null)
        {
            output.Write("curve", trained.Drawn.Curve, "loss", "bound", "features", "attributes", "drawn", "error");
            output.Write("prior", trained.Placed.Curve, "loss", "recognised", "deviation");
        }
        return card;
    }

    /// <summary>The images trained on and those held out.</summary>
    protected abstract Task<(ImageDataSet Training, ImageDataSet HeldOut)> LoadAsync(IProgress<StepProgress> progress, CancellationToken cancellation);

    /// <summary>Licence of the weights.</summary>
    protected abstract string Licence { get; }

    /// <summary>Who made the data.</summary>
    protected abstract Credit Credit { get; }

    /// <summary>The measurements, and what draws the card's pictures.</summary>
    protected abstract Task<(TEvaluation Evaluation, ImagePictures Pictures)> EvaluateAsync(
        ImageGenerator generator, GeneratorFolder folder, ImageDataSet training, ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation);

    /// <summary>The figures of the card.</summary>
    protected abstract IReadOnlyList<QualityFigure> Figures(TEvaluation evaluation);

    /// <summary>What the card says that is this generator's own.</summary>
    protected abstract ImageCardText Card(ImageCardContent<TEvaluation> card);

    /// <summary>The judge that lies beside the generator.</summary>
    protected static Model Judge(GeneratorFolder folder) => folder.Manifest.Files.Classifier is { } file
        ? OnnxFile.Read(folder.ReadFile(file), folder.Folder)
        : throw new RhumbException($"The generator in '{folder.Folder}' has no classifier to judge it; train it again.");

    // A flow that is asked for classes is part of the decoder: the code alone has none. Else it is a network of its own, so that the decoder's codes can be walked, too.
    private void Export(ImageDataSet training, TrainedImages trained)
    {
        var length = recipe.Prior.Network.Code;
        var manifest = new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Image,
            Latent = [new LatentBlock("z", [length], new NormalPrior())],
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), Classifier: new GeneratorFile("classifier.onnx")),
            Image = new ImageLayout(training.Height, training.Width, training.Channels),
            Licence = Licence,
            Credits = [Credit],
            TrainedBy = Request.Command,
        };
        if (recipe.IsConditional)
        {
            var whole = Compose.Chain(trained.Prior, trained.Decoder, "code", "code");
            ImageGeneratorExport.Write(Request.Output, manifest with { Conditions = [new LabelCondition("label", training.Classes)] }, whole, trained.Classifier);
            return;
        }
        manifest = manifest with { Code = new LatentBlock("code", [length], new NormalPrior()), Files = manifest.Files with { Prior = new GeneratorFile("prior.onnx") } };
        ImageGeneratorExport.Write(Request.Output, manifest, trained.Decoder, trained.Classifier, trained.Prior);
    }
}
