namespace Rhumb.Training.Recipes;

/// <summary>What a training is asked for besides its recipe.</summary>
public sealed record TrainingRequest
{
    /// <summary>Folder that the generator is written to.</summary>
    public required string Output { get; init; }

    /// <summary>The command as typed, for the card.</summary>
    public required string Command { get; init; }

    /// <summary>
    /// Where the user's own data lie; null to fetch, draw or render them. For shapes a folder of OBJ files, for clothing one of the four files of Fashion-MNIST, for avatars and notes a file
    /// as <see cref="Data.ImageDataFile"/> or <see cref="Data.NoteDataFile"/> writes it.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>Go on from the last checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Do not train: measure the generator that is in the output folder and write its card anew.</summary>
    public bool EvaluateOnly { get; init; }

    /// <summary>Folders of the same recipe trained with other seeds: the card says how far apart they measure.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The cache folder.</summary>
    public required string Cache { get; init; }
}
