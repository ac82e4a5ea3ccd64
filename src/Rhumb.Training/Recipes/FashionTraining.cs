using System.Text;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>From photos of clothing to a generator with its card: fetch, train the judge and the pair, export, measure, tell.</summary>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public sealed class FashionTraining(FashionRequest request, TimeProvider time)
{
    /// <summary>The generator's name.</summary>
    public const string Name = "fashion";

    /// <summary>Does it all and returns what the card tells.</summary>
    /// <exception cref="RhumbException">Anything that the user can put right.</exception>
    public async Task<ImageCardContent> RunAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var (training, heldOut) = FashionImages.Read(request.Data ?? await FetchAsync(progress, cancellation));
        var judging = new ImageClassifierTrainer(request.Classifier, training, heldOut, time);
        var pair = new ImageGanTrainer(request.Recipe, training, time);
        var (judgeFile, pairFile) = (CheckpointFile("classifier", judging.Identity), CheckpointFile("generator", pair.Identity));
        TrainingState? judged = null, trained = null;
        if (!request.EvaluateOnly)
        {
            judged = await Task.Run(() => judging.Train(judgeFile, request.Resume, progress, cancellation), cancellation);
            // Stopped while the classifier trained, there is nothing of the pair to go on from yet.
            trained = await Task.Run(() => pair.Train(pairFile, request.Resume && File.Exists(pairFile), progress, cancellation), cancellation);
            progress.Report(new StepProgress($"Writing {request.Output}"));
            ImageGeneratorExport.Write(request.Output, Manifest(request.Recipe.Network.Latent), pair.Export(trained.Average), judging.Export(judged.Average));
        }
        else if (File.Exists(judgeFile) && File.Exists(pairFile))
        {
            (judged, trained) = (Checkpoint.Read(judgeFile, judging.Identity), Checkpoint.Read(pairFile, pair.Identity)); // for curves and times
        }
        var folder = GeneratorFolder.Load(request.Output);
        var evaluation = await EvaluateAsync(folder, heldOut, progress, cancellation);
        var card = new ImageCardContent(
            folder.Manifest, request.Recipe, request.Classifier, training.Count, heldOut.Count, evaluation, trained?.Curve ?? [], trained?.Elapsed ?? TimeSpan.Zero, judged?.Elapsed ?? TimeSpan.Zero,
            folder.Manifest.Files.All.Sum(file => new FileInfo(folder.PathOf(file)).Length));
        WriteText("card.md", ImageCard.Write(card));
        if (card.Curve.Count > 0)
        {
            WriteText("curve.csv", TrainingCurve.ToCsv(card.Curve));
            WriteText("curve.svg", TrainingCurve.ToSvg(card.Curve, "generator", "discriminator", "penalty"));
        }
        return card;
    }

    private GeneratorManifest Manifest(int latent) => new()
    {
        Name = Name,
        Kind = GeneratorKind.Image,
        Latent = [new LatentBlock("z", [latent], new NormalPrior())],
        Conditions = [new LabelCondition("label", FashionImages.Classes)],
        Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), Classifier: new GeneratorFile("classifier.onnx")),
        Image = new ImageLayout(Architectures.ConditionalImageGan.Size, Architectures.ConditionalImageGan.Size, Channels: 1),
        Licence = "MIT",
        Credits = [new Credit("Zalando SE (Han Xiao, Kashif Rasul, Roland Vollgraf)", "Fashion-MNIST", "https://github.com/zalandoresearch/fashion-mnist", "MIT")],
        TrainedBy = request.Command,
    };

    private async Task<string> FetchAsync(IProgress<StepProgress> progress, CancellationToken cancellation) =>
        Path.Combine(await new PackageFetcher(request.Cache, new PackageTools(), time).FetchAsync(DebianPackage.FashionImages, progress, cancellation), FashionImages.PackageFolder);

    private string CheckpointFile(string what, string identity) => Path.Combine(request.Cache, "checkpoints", $"{Name}-{what}-{identity[..12]}.checkpoint");

    private async Task<ImageEvaluation> EvaluateAsync(GeneratorFolder folder, ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        if (folder.Manifest.Files.Classifier is not { } classifier)
            throw new RhumbException($"The generator in '{folder.Folder}' has no classifier to judge it; train it again.");
        using var generator = ImageGenerator.Open(folder);
        using var judge = new ImageJudge(CompiledGraph.Load(folder.ReadFile(classifier)));
        var evaluator = new ImageEvaluator(generator, judge, request.Counts);
        var evaluation = await evaluator.RunAsync(heldOut, progress, cancellation);
        var pictures = new ImagePictures(generator, evaluator.PointOf, evaluation.Classes.Count);
        PngFile.Write(Path.Combine(folder.Folder, "samples.png"), await pictures.SamplesAsync(12, cancellation));
        PngFile.Write(Path.Combine(folder.Folder, "strips.png"), await pictures.StripsAsync(cancellation));
        return evaluation;
    }

    private void WriteText(string name, string text) => AtomicFile.Write(Path.Combine(request.Output, name), Encoding.UTF8.GetBytes(text));
}
