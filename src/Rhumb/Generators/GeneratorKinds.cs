using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.Generators.Shapes;

namespace Rhumb.Generators;

/// <summary>Opens a generator as what its manifest says that it makes: the one place where kinds meet their classes.</summary>
public static class GeneratorKinds
{
    /// <summary>Opens the generator of a loaded manifest; the caller disposes it.</summary>
    /// <param name="folder">The manifest and its files.</param>
    /// <param name="space">The latent that is walked.</param>
    /// <param name="metric">Name of the metric of directions, one of <see cref="MetricsOf"/>; null for the kind's first.</param>
    /// <exception cref="RhumbException">Files are damaged or do not fit each other, or the kind has no such metric.</exception>
    public static IGenerator Open(GeneratorFolder folder, WalkSpace space = WalkSpace.Prior, string? metric = null) => folder.Manifest.Kind switch
    {
        GeneratorKind.Shape => ShapeGenerator.Open(folder, new ShapeOptions { Space = space, Metric = Metric<ShapeMetric>(folder, metric) }),
        GeneratorKind.Image => ImageGenerator.Open(folder, new ImageOptions { Space = space, Metric = Metric<ImageMetric>(folder, metric) }),
        GeneratorKind.Sound => SoundGenerator.Open(folder, new SoundOptions { Space = space, Metric = Metric<SoundMetric>(folder, metric) }),
        _ => throw new RhumbException($"Generator '{folder.Manifest.Name}' is of a kind that this Rhumb cannot open; use a newer one."),
    };

    /// <summary>Names of the metrics of a kind, in lower case, the default first.</summary>
    public static IReadOnlyList<string> MetricsOf(GeneratorKind kind) => [.. (kind switch
    {
        GeneratorKind.Image => Enum.GetNames<ImageMetric>(),
        GeneratorKind.Sound => Enum.GetNames<SoundMetric>(),
        _ => Enum.GetNames<ShapeMetric>(),
    }).Select(name => name.ToLowerInvariant())];

    private static T Metric<T>(GeneratorFolder folder, string? name)
        where T : struct, Enum
    {
        if (name is null)
            return default;
        var known = MetricsOf(folder.Manifest.Kind);
        return known.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(name, ignoreCase: true)
            : throw new RhumbException($"There is no metric '{name}' for '{folder.Manifest.Name}'; choose {string.Join(" or ", known)}.");
    }
}
