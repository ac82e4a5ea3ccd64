using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>From photos of clothing to a generator of one class or another.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="counts">How much to measure.</param>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public sealed class FashionTraining(ImageRecipe recipe, SampleCounts counts, TrainingRequest request, TimeProvider time)
    : ImageTraining<ImageEvaluation>(Name, recipe, counts, request, time)
{
    /// <summary>The generator's name.</summary>
    public const string Name = "fashion";

    /// <inheritdoc/>
    protected override string Licence => "MIT";

    /// <inheritdoc/>
    protected override Credit Credit { get; } = new("Zalando SE (Han Xiao, Kashif Rasul, Roland Vollgraf)", "Fashion-MNIST", "https://github.com/zalandoresearch/fashion-mnist", "MIT");

    /// <inheritdoc/>
    protected override async Task<(ImageDataSet Training, ImageDataSet HeldOut)> LoadAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var photos = FashionImages.Read(Request.Data ?? Path.Combine(
            await new PackageFetcher(Request.Cache, new PackageTools(), Time).FetchAsync(DebianPackage.FashionImages, progress, cancellation), FashionImages.PackageFolder));
        Counts.Require(photos.HeldOut.Count, "photos");
        return photos;
    }

    /// <inheritdoc/>
    protected override async Task<(ImageEvaluation Evaluation, ImagePictures Pictures)> EvaluateAsync(
        ImageGenerator generator, GeneratorFolder folder, ImageDataSet training, ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        using var judge = new ImageJudge(Judge(folder));
        var evaluator = new ImageEvaluator(generator, judge, Counts);
        var evaluation = await evaluator.RunAsync(heldOut, progress, cancellation);
        return (evaluation, new ImagePictures(generator, evaluator.PointOf, evaluation.Classes.Count));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<QualityFigure> Figures(ImageEvaluation evaluation) => evaluation.Figures;

    /// <inheritdoc/>
    protected override ImageCardText Card(ImageCardContent<ImageEvaluation> card) => FashionCard.Of(card);
}
