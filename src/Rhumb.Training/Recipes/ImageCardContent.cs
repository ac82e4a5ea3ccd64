using Rhumb.Generators;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What a card tells of a trained image generator.</summary>
/// <typeparam name="TEvaluation">What was measured.</typeparam>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="TrainedOn">Number of images trained on.</param>
/// <param name="HeldOut">Number of images held out.</param>
/// <param name="Evaluation">The measurements.</param>
/// <param name="Quality">Their figures, beside other trainings'.</param>
/// <param name="WeightBytes">Size of the ONNX files together.</param>
/// <param name="Times">How long the trainings took; null where their checkpoints are gone.</param>
public sealed record ImageCardContent<TEvaluation>(
    GeneratorManifest Manifest, ImageRecipe Recipe, int TrainedOn, int HeldOut, TEvaluation Evaluation, QualityReport Quality, long WeightBytes, TrainingTimes? Times) : ICard
{
    /// <inheritdoc/>
    public TimeSpan? Elapsed => Times?.Total;

    /// <inheritdoc/>
    public IReadOnlyList<string> LeftOut => [];
}
