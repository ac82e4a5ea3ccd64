namespace Rhumb.Generators;

/// <summary>Everything that determines one output of a generator: what recipes and journals store.</summary>
/// <param name="Blocks">Latent blocks by name, each flattened row-major.</param>
/// <param name="Conditions">Conditions by name (a label, a pitch), as text; empty where the generator has none.</param>
/// <param name="NoiseSeed">Seed of the noise that the generator's own random nodes are frozen with; 0 so far.</param>
public sealed record Point(
    IReadOnlyDictionary<string, float[]> Blocks,
    IReadOnlyDictionary<string, string> Conditions,
    long NoiseSeed = 0)
{
    /// <summary>A point of one latent block without conditions.</summary>
    public static Point Of(string block, float[] z) =>
        new(new Dictionary<string, float[]>(StringComparer.Ordinal) { [block] = z }, new Dictionary<string, string>(StringComparer.Ordinal));
}
