using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What <c>rhumb train fashion</c> was asked for.</summary>
public sealed record FashionRequest
{
    /// <summary>Folder that the generator is written to.</summary>
    public required string Output { get; init; }

    /// <summary>The command as typed, for the card.</summary>
    public required string Command { get; init; }

    /// <summary>Folder of the data set's four files; null to fetch them.</summary>
    public string? Data { get; init; }

    /// <summary>Go on from the last checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Do not train: measure the generator that is in the output folder and write its card anew.</summary>
    public bool EvaluateOnly { get; init; }

    /// <summary>The recipe of generator and discriminator.</summary>
    public ImageGanRecipe Recipe { get; init; } = new();

    /// <summary>The recipe of the classifier that judges samples.</summary>
    public ImageClassifierRecipe Classifier { get; init; } = new();

    /// <summary>How much to measure.</summary>
    public ImageCounts Counts { get; init; } = new();

    /// <summary>The cache folder.</summary>
    public required string Cache { get; init; }
}
