using Rhumb.Generators;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>What a card tells of a trained image generator.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Recipe">The recipe of generator and discriminator.</param>
/// <param name="Classifier">The recipe of the judge.</param>
/// <param name="TrainedOn">Number of photos trained on.</param>
/// <param name="HeldOut">Number of photos held out.</param>
/// <param name="Evaluation">The measurements.</param>
/// <param name="Curve">The training curve.</param>
/// <param name="Elapsed">Time spent training the pair.</param>
/// <param name="JudgeElapsed">Time spent training the judge.</param>
/// <param name="WeightBytes">Size of the ONNX files together.</param>
public sealed record ImageCardContent(
    GeneratorManifest Manifest, ImageGanRecipe Recipe, ImageClassifierRecipe Classifier, int TrainedOn, int HeldOut, ImageEvaluation Evaluation,
    IReadOnlyList<CurvePoint> Curve, TimeSpan Elapsed, TimeSpan JudgeElapsed, long WeightBytes);
