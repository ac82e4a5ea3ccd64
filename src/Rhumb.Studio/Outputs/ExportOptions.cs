using Rhumb.Generators;
using Rhumb.Studio.Endpoints;

namespace Rhumb.Studio.Outputs;

/// <summary>How an output is to be exported; null leaves a choice to the kind.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Up">The upward axis of a shape, y or z.</param>
/// <param name="Size">Longest side of a shape in metres.</param>
/// <param name="Detail">How finely the surface of a shape is made: <see cref="Details"/>.</param>
/// <param name="Scale">Side of the square that each pixel of an image becomes.</param>
internal sealed record ExportOptions(string? Format, string? Up, double? Size, string? Detail, int? Scale)
{
    /// <summary>What <see cref="Detail"/> may be, the finest last: it is also the default.</summary>
    public static IReadOnlyDictionary<string, Detail> Details { get; } = Enum.GetValues<Detail>().ToDictionary(detail => detail.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>How finely the output is to be made.</summary>
    public Detail Fineness => Detail is null ? Generators.Detail.Export : Details[Detail];

    /// <summary>Refuses what is chosen for another kind than the one that takes <paramref name="names"/>.</summary>
    /// <exception cref="StudioException">Something else is chosen.</exception>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        ReadOnlySpan<(string Name, bool Chosen)> options = [("up", Up is not null), ("size", Size is not null), ("detail", Detail is not null), ("scale", Scale is not null)];
        foreach (var (name, chosen) in options)
            if (chosen && !names.Contains(name)) throw new StudioException(Problem.NotForThisKind, name);
    }
}
