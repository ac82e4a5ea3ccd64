using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>What a card tells of a trained shape generator.</summary>
/// <param name="Name">The generator's name.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="TrainedOn">The models trained on.</param>
/// <param name="HeldOut">The models held out.</param>
/// <param name="Skipped">Files that could not be used.</param>
/// <param name="Evaluation">The measurements.</param>
/// <param name="Quality">Their figures, beside other trainings'.</param>
/// <param name="Curve">The training curve.</param>
/// <param name="Elapsed">Time spent training; null where its checkpoint is gone.</param>
/// <param name="WeightBytes">Size of the ONNX files together.</param>
public sealed record CardContent(
    string Name, ShapeRecipe Recipe, IReadOnlyList<ShapeSource> TrainedOn, IReadOnlyList<ShapeSource> HeldOut,
    IReadOnlyList<SkippedShape> Skipped, ShapeEvaluation Evaluation, QualityReport Quality, IReadOnlyList<CurvePoint> Curve, TimeSpan? Elapsed, long WeightBytes) : ICard
{
    /// <inheritdoc/>
    public IReadOnlyList<string> LeftOut => [.. Skipped.Select(skipped => skipped.Reason)];
}
