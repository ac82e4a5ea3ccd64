using System.Text.Json;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Scoring;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>From drawn faces to a generator of them.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="counts">How much to measure.</param>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public sealed class AvatarTraining(ImageRecipe recipe, SampleCounts counts, TrainingRequest request, TimeProvider time)
    : ImageTraining<AttributeEvaluation>(Name, recipe, counts, request, time)
{
    /// <summary>The generator's name.</summary>
    public const string Name = "avatar";

    /// <summary>One picture in so many is held out.</summary>
    private const int HeldOutShare = 6;

    /// <summary>Samples a row of the sheet.</summary>
    private const int Columns = 12;

    /// <inheritdoc/>
    protected override string Licence => "CC0-1.0";

    /// <inheritdoc/>
    protected override Credit Credit { get; } = new("Lisa Wischofsky", "Lorelei, composed by DiceBear 9.4.3", "https://www.figma.com/community/file/1198749693280469639", "CC0-1.0");

    /// <inheritdoc/>
    protected override async Task<(ImageDataSet Training, ImageDataSet HeldOut)> LoadAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var data = Request.Data is { } file ? AvatarImages.Read(file) : await new AvatarImages(Request.Cache, Time).LoadAsync(progress, cancellation);
        var held = data.Count / HeldOutShare;
        Counts.Require(held, "pictures", Counts.Starts);
        return (data.Part(0, data.Count - held), data.Part(data.Count - held, held));
    }

    /// <inheritdoc/>
    protected override async Task<(AttributeEvaluation Evaluation, ImagePictures Pictures)> EvaluateAsync(
        ImageGenerator generator, GeneratorFolder folder, ImageDataSet training, ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var model = Judge(folder);
        if (model.Metadata.GetValueOrDefault(DecoderScorer.AttributesKey) != JsonSerializer.Serialize(heldOut.Attributes))
            throw new RhumbException($"'{folder.PathOf(folder.Manifest.Files.Classifier!)}' judges other attributes than these pictures have; give the pictures that it was trained on, or train it again.");
        using var judge = new ImageJudge(model, [.. heldOut.Attributes.Select(attribute => attribute.Values.Count)]);
        var evaluator = new AttributeEvaluator(generator, judge, Counts);
        return (await evaluator.RunAsync(training, heldOut, progress, cancellation), new ImagePictures(generator, evaluator.PointOf, Columns));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<QualityFigure> Figures(AttributeEvaluation evaluation) => evaluation.Figures;

    /// <inheritdoc/>
    protected override ImageCardText Card(ImageCardContent<AttributeEvaluation> card) => AvatarCard.Of(card);
}
