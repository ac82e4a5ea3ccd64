using System.Text;
using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Scoring;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>From drawn faces to a generator with its card: draw, train judge, autoencoder and prior, export, measure, tell.</summary>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public sealed class AvatarTraining(AvatarRequest request, TimeProvider time)
{
    /// <summary>The generator's name.</summary>
    public const string Name = "avatar";

    /// <summary>One picture in so many is held out.</summary>
    private const int HeldOutShare = 6;

    /// <summary>Samples a row of the sheet.</summary>
    private const int Columns = 12;

    /// <summary>Does it all and returns what the card tells.</summary>
    /// <exception cref="RhumbException">Anything that the user can put right.</exception>
    public async Task<AvatarCardContent> RunAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var data = request.Data is { } file ? AvatarImages.Read(file) : await new AvatarImages(request.Cache, time).LoadAsync(progress, cancellation);
        var held = data.Count / HeldOutShare;
        var (training, heldOut) = (data.Part(0, data.Count - held), data.Part(data.Count - held, held));
        var networks = new AvatarNetworks(request.Recipe, training, heldOut, CheckpointFile, time);
        var states = await Task.Run(() => request.EvaluateOnly ? networks.Finished(cancellation) : networks.Train(request.Resume, progress, cancellation), cancellation);
        if (!request.EvaluateOnly)
        {
            progress.Report(new StepProgress($"Writing {request.Output}"));
            ImageGeneratorExport.Write(request.Output, Manifest(training), states!.Decoder, states.Classifier, states.Prior);
        }
        var folder = GeneratorFolder.Load(request.Output);
        var evaluation = await EvaluateAsync(folder, training, heldOut, progress, cancellation);
        var card = new AvatarCardContent(folder.Manifest, request.Recipe, training.Count, heldOut.Count, evaluation, folder.Manifest.Files.All.Sum(each => new FileInfo(folder.PathOf(each)).Length))
        {
            Judging = states?.Judged.Elapsed ?? TimeSpan.Zero,
            Drawing = states?.Drawn.Elapsed ?? TimeSpan.Zero,
            Placing = states?.Placed.Elapsed ?? TimeSpan.Zero,
        };
        WriteText("card.md", AvatarCard.Write(card));
        if (states is not null)
        {
            WriteCurve("curve", states.Drawn, "bound", "divergence", "attributes", "error");
            WriteCurve("prior", states.Placed, "loss", "deviation");
        }
        return card;
    }

    private GeneratorManifest Manifest(ImageDataSet data) => new()
    {
        Name = Name,
        Kind = GeneratorKind.Image,
        Latent = [new LatentBlock("z", [request.Recipe.Prior.Network.Code], new NormalPrior())],
        Code = new LatentBlock("code", [request.Recipe.Prior.Network.Code], new NormalPrior()),
        Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), new GeneratorFile("prior.onnx"), Classifier: new GeneratorFile("classifier.onnx")),
        Image = new ImageLayout(data.Height, data.Width, data.Channels),
        Licence = "CC0-1.0",
        Credits = [new Credit("Lisa Wischofsky", "Lorelei, composed by DiceBear 9.4.3", "https://www.figma.com/community/file/1198749693280469639", "CC0-1.0")],
        TrainedBy = request.Command,
    };

    private string CheckpointFile(string what, string identity) => Path.Combine(request.Cache, "checkpoints", $"{Name}-{what}-{identity[..12]}.checkpoint");

    private async Task<AttributeEvaluation> EvaluateAsync(GeneratorFolder folder, ImageDataSet training, ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        using var generator = ImageGenerator.Open(folder);
        using var judge = Judge(folder, heldOut);
        var evaluator = new AttributeEvaluator(generator, judge, request.Counts);
        var evaluation = await evaluator.RunAsync(training, heldOut, progress, cancellation);
        var pictures = new ImagePictures(generator, evaluator.PointOf, Columns);
        PngFile.Write(Path.Combine(folder.Folder, "samples.png"), await pictures.SamplesAsync(8, cancellation));
        PngFile.Write(Path.Combine(folder.Folder, "strips.png"), await pictures.StripsAsync(cancellation));
        return evaluation;
    }

    private static ImageJudge Judge(GeneratorFolder folder, ImageDataSet data)
    {
        if (folder.Manifest.Files.Classifier is not { } file)
            throw new RhumbException($"The generator in '{folder.Folder}' has no classifier to judge it; train it again.");
        var model = OnnxFile.Read(folder.ReadFile(file), folder.Folder);
        if (model.Metadata.GetValueOrDefault(ImageScorer.AttributesKey) != JsonSerializer.Serialize(data.Attributes))
            throw new RhumbException($"'{folder.PathOf(file)}' judges other attributes than these pictures have; give the pictures that it was trained on, or train it again.");
        return new ImageJudge(model, [.. data.Attributes.Select(attribute => attribute.Values.Count)]);
    }

    private void WriteCurve(string name, TrainingState state, params string[] shown)
    {
        WriteText(name + ".csv", TrainingCurve.ToCsv(state.Curve));
        WriteText(name + ".svg", TrainingCurve.ToSvg(state.Curve, shown));
    }

    private void WriteText(string name, string text) => AtomicFile.Write(Path.Combine(request.Output, name), Encoding.UTF8.GetBytes(text));
}
