using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

public sealed partial record LatentSpace
{
    /// <summary>What a point chooses besides its latent; empty for most generators.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary><paramref name="point"/> under the conditions <paramref name="chosen"/> (by name); those that it does not name stay.</summary>
    /// <exception cref="RhumbException">There is no such condition, or no such class.</exception>
    public Point WithConditions(Point point, IReadOnlyDictionary<string, string> chosen)
    {
        var conditions = new Dictionary<string, string>(point.Conditions, StringComparer.Ordinal);
        foreach (var (name, value) in chosen)
        {
            if (Conditions.Count == 0)
                throw new RhumbException($"The generator takes no conditions, so '{name}' cannot be chosen; leave it out.");
            var condition = Conditions.FirstOrDefault(condition => condition.Name == name)
                ?? throw new RhumbException($"The generator has no condition '{name}'; it has {string.Join(", ", Conditions.Select(condition => condition.Name))}.");
            if (condition is LabelCondition label)
                conditions[name] = label.Classes[label.IndexOf(value)];
        }
        return point with { Conditions = conditions };
    }

    /// <summary>The class of <paramref name="point"/> under <paramref name="label"/>, as a number from 0 on.</summary>
    /// <exception cref="RhumbException">The point does not say, or names a class that there is not.</exception>
    public static int ClassOf(Point point, LabelCondition label) => point.Conditions.TryGetValue(label.Name, out var value)
        ? label.IndexOf(value)
        : throw new RhumbException($"The point does not say which '{label.Name}' it is of; choose one of {string.Join(", ", label.Classes)}.");

    /// <summary>Conditions drawn independently, every class with equal probability.</summary>
    private Point WithRandomConditions(Point point, RandomStream random)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in Conditions.OfType<LabelCondition>())
            chosen[label.Name] = label.Classes[random.Index(label.Classes.Count)];
        return Conditions.Count == 0 ? point : WithConditions(point, chosen);
    }
}
