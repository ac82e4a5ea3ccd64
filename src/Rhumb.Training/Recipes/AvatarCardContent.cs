using Rhumb.Generators;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What a card tells of a trained generator of avatars.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="TrainedOn">Number of pictures trained on.</param>
/// <param name="HeldOut">Number of pictures held out.</param>
/// <param name="Evaluation">The measurements.</param>
/// <param name="WeightBytes">Size of the ONNX files together.</param>
public sealed record AvatarCardContent(GeneratorManifest Manifest, AvatarRecipe Recipe, int TrainedOn, int HeldOut, AttributeEvaluation Evaluation, long WeightBytes)
{
    /// <summary>Time spent training the judge; zero where unknown.</summary>
    public TimeSpan Judging { get; init; }

    /// <summary>Time spent training the autoencoder; zero where unknown.</summary>
    public TimeSpan Drawing { get; init; }

    /// <summary>Time spent training the prior network; zero where unknown.</summary>
    public TimeSpan Placing { get; init; }
}
