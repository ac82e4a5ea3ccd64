using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What <c>rhumb train</c> was asked for.</summary>
public sealed record ShapeTrainingRequest
{
    /// <summary>Name of the generator.</summary>
    public required string Name { get; init; }

    /// <summary>Folder that the generator is written to.</summary>
    public required string Output { get; init; }

    /// <summary>The command as typed, for the card.</summary>
    public required string Command { get; init; }

    /// <summary>Folder of OBJ files; null for the seats, fetched.</summary>
    public string? Data { get; init; }

    /// <summary>Of the seats only those that are CC0.</summary>
    public bool PublicDomainOnly { get; init; }

    /// <summary>Go on from the last checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Do not train: measure the generator that is in the output folder and write its card anew.</summary>
    public bool EvaluateOnly { get; init; }

    /// <summary>The recipe.</summary>
    public ShapeRecipe Recipe { get; init; } = new();

    /// <summary>How much to measure.</summary>
    public EvaluationCounts Counts { get; init; } = new();

    /// <summary>The cache folder.</summary>
    public required string Cache { get; init; }
}
