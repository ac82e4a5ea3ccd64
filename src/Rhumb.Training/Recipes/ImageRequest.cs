using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What <c>rhumb train fashion</c> or <c>avatar</c> was asked for.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Counts">How much to measure.</param>
public sealed record ImageRequest(ImageRecipe Recipe, ImageCounts Counts)
{
    /// <summary>Folder that the generator is written to.</summary>
    public required string Output { get; init; }

    /// <summary>The command as typed, for the card.</summary>
    public required string Command { get; init; }

    /// <summary>Where the data lie: folder of the four files of Fashion-MNIST, or file of pictures with their attributes as <see cref="Data.ImageDataFile"/> writes it; null to fetch or draw them.</summary>
    public string? Data { get; init; }

    /// <summary>Go on from the last checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Do not train: measure the generator that is in the output folder and write its card anew.</summary>
    public bool EvaluateOnly { get; init; }

    /// <summary>The cache folder.</summary>
    public required string Cache { get; init; }
}
