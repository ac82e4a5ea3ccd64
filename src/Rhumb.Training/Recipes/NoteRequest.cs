using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What <c>rhumb train note</c> was asked for.</summary>
public sealed record NoteRequest
{
    /// <summary>Folder that the generator is written to.</summary>
    public required string Output { get; init; }

    /// <summary>The command as typed, for the card.</summary>
    public required string Command { get; init; }

    /// <summary>File of notes with their attributes, as <see cref="Data.NoteDataFile"/> writes it; null to render them.</summary>
    public string? Data { get; init; }

    /// <summary>Go on from the last checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Do not train: measure the generator that is in the output folder and write its card anew.</summary>
    public bool EvaluateOnly { get; init; }

    /// <summary>The recipe.</summary>
    public NoteRecipe Recipe { get; init; } = new();

    /// <summary>How much to measure.</summary>
    public ImageCounts Counts { get; init; } = new();

    /// <summary>The cache folder.</summary>
    public required string Cache { get; init; }
}
