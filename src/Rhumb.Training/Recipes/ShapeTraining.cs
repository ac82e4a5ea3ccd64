using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>From data to a generator with its card: fetch, voxelise, train, export, measure, tell.</summary>
/// <param name="name">The generator's name.</param>
/// <param name="recipe">The recipe.</param>
/// <param name="counts">How much to measure.</param>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public sealed class ShapeTraining(string name, ShapeRecipe recipe, EvaluationCounts counts, TrainingRequest request, TimeProvider time)
{
    /// <summary>Of the seats, which are fetched where no data are given, only those that are CC0.</summary>
    public bool PublicDomainOnly { get; init; }

    /// <summary>Does it all and returns what the card tells.</summary>
    /// <exception cref="RhumbException">Anything that the user can put right.</exception>
    public async Task<CardContent> RunAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var output = new TrainingOutput(name, request);
        var data = await ShapeDataSet.LoadAsync(await SourcesAsync(progress, cancellation), request.Cache, time, progress, cancellation);
        foreach (var skipped in data.Skipped)
            progress.Report(new StepProgress($"Left out: {skipped.Reason}"));
        var trainer = new ShapeTrainer(recipe, data, time);
        var checkpoint = output.Checkpoint(null, trainer.Identity);
        TrainingState? state = null;
        if (!request.EvaluateOnly)
        {
            state = await Task.Run(() => trainer.Train(checkpoint, request.Resume, progress, cancellation), cancellation);
            progress.Report(new StepProgress($"Writing {request.Output}"));
            ShapeGeneratorExport.Write(request.Output, name, await trainer.ExportAsync(state, cancellation), [.. trainer.Training.Select(shape => shape.Source)], request.Command);
        }
        else if (File.Exists(checkpoint))
        {
            state = Checkpoint.Read(checkpoint, trainer.Identity); // for the curve
        }
        var folder = GeneratorFolder.Load(request.Output);
        var evaluation = await EvaluateAsync(folder, trainer, progress, cancellation);
        var card = new CardContent(
            name, recipe, [.. trainer.Training.Select(shape => shape.Source)],
            [.. trainer.HeldOut.Select(shape => shape.Source)], data.Skipped, evaluation, output.Keep(evaluation.Figures), state?.Curve ?? [], state?.Elapsed,
            Directory.GetFiles(request.Output, "*.onnx").Sum(file => new FileInfo(file).Length));
        output.Write("card.md", ModelCard.Write(card));
        if (card.Curve.Count > 0)
            output.Write("curve", card.Curve, "reconstruction", "mixture", "IoU");
        return card;
    }

    private async Task<IReadOnlyList<ShapeSource>> SourcesAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        if (request.Data is { } own)
            return ShapeFolder.Read(own);
        var package = await new PackageFetcher(request.Cache, new PackageTools(), time).FetchAsync(DebianPackage.Furniture, progress, cancellation);
        return SeatSelection.Select(Path.Combine(package, "libraries"), PublicDomainOnly);
    }

    private async Task<ShapeEvaluation> EvaluateAsync(GeneratorFolder folder, ShapeTrainer trainer, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        using var generator = ShapeGenerator.Open(folder);
        using var trained = TrainedShapes.Load(folder);
        var hash = folder.Manifest.ModelHash ?? "";
        var measured = new MeasurementFile(Path.Combine(Directory.CreateDirectory(Path.Combine(request.Cache, "measurements")).FullName, $"{hash}.json"), hash);
        var evaluation = await new ShapeEvaluator(generator, counts, measured, time).RunAsync(
            trained, trainer.Training, trainer.HeldOut, trainer.Target, progress, cancellation);
        if (counts.Starts == 0)
            return evaluation;
        var pictures = new ShapePictures(generator, counts.Seed);
        PngFile.Write(Path.Combine(folder.Folder, "starts.png"), await pictures.StartsAsync(counts.Starts, progress, cancellation));
        PngFile.Write(Path.Combine(folder.Folder, "strips.png"), await pictures.StripsAsync(Math.Min(10, counts.Starts), progress, cancellation));
        return evaluation;
    }
}
