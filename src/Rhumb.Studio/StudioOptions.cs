using Rhumb.Generators;

namespace Rhumb.Studio;

/// <summary>What a studio is opened with.</summary>
public sealed record StudioOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes any free one, told by <c>app.Urls</c> once started.</summary>
    public int Port { get; init; } = 5177;

    /// <summary>The generators to choose from, the first by default; owned by the caller, names unique.</summary>
    public required IReadOnlyList<IGenerator> Generators { get; init; }

    /// <summary>The file that keeps the sessions; created where absent.</summary>
    public required string JournalPath { get; init; }

    /// <summary>The folder of the built page; null for the one beside the program. An empty folder serves the API alone.</summary>
    public string? PageFolder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
