using Rhumb.Generators;

namespace Rhumb.Studio.Outputs;

/// <summary>The one place where kinds of generators meet what the studio does with their outputs.</summary>
internal static class OutputKinds
{
    private static readonly Dictionary<GeneratorKind, IOutputKind> Known = new()
    {
        [GeneratorKind.Shape] = new ShapeOutputs(),
        [GeneratorKind.Image] = new ImageOutputs(),
        [GeneratorKind.Sound] = new SoundOutputs(),
    };

    /// <summary>What the studio does with the outputs of <paramref name="generator"/>.</summary>
    /// <exception cref="RhumbException">The page has no view of such outputs.</exception>
    public static IOutputKind Of(IGenerator generator) => Known.TryGetValue(generator.Manifest.Kind, out var kind)
        ? kind
        : throw new RhumbException($"The studio has no view of what '{generator.Manifest.Name}' makes; use a newer one.");
}
