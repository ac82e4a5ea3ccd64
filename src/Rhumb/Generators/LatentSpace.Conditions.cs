using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

public sealed partial record LatentSpace
{
    /// <summary>What a point chooses besides its latent; empty for most generators.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary><paramref name="point"/> under the conditions <paramref name="chosen"/> (by name); those that it does not name stay.</summary>
    /// <exception cref="RhumbException">There is no such condition, or a choice is none, as a class that there is not.</exception>
    public Point WithConditions(Point point, IReadOnlyDictionary<string, string> chosen)
    {
        var conditions = new Dictionary<string, string>(point.Conditions, StringComparer.Ordinal);
        foreach (var (name, value) in chosen)
            conditions[name] = ConditionOf(name).Read(value);
        return point with { Conditions = conditions };
    }

    /// <summary>The condition called <paramref name="name"/>.</summary>
    /// <exception cref="RhumbException">There is none.</exception>
    public Condition ConditionOf(string name) => Conditions.FirstOrDefault(condition => condition.Name == name) ?? throw (Conditions.Count == 0
        ? new RhumbException($"The generator takes no conditions, so '{name}' cannot be chosen; leave it out.")
        : new RhumbException($"The generator has no condition '{name}'; it has {string.Join(", ", Conditions.Select(condition => condition.Name))}."));

    /// <summary>What <paramref name="point"/> chooses for <paramref name="condition"/>.</summary>
    /// <exception cref="RhumbException">The point does not say.</exception>
    public static string ChoiceOf(Point point, Condition condition) => point.Conditions.TryGetValue(condition.Name, out var value)
        ? value
        : throw new RhumbException($"The point does not say which '{condition.Name}' it is of; choose {(condition is LabelCondition ? "one of " : "")}{condition.Range}, as with --condition {condition.Name}=….");

    /// <summary>The class of <paramref name="point"/> under <paramref name="label"/>, as a number from 0 on.</summary>
    /// <exception cref="RhumbException">The point does not say, or names a class that there is not.</exception>
    public static int ClassOf(Point point, LabelCondition label) => label.IndexOf(ChoiceOf(point, label));

    /// <summary>Conditions drawn independently, every class with equal probability and numbers uniformly.</summary>
    private Point WithRandomConditions(Point point, RandomStream random) => Conditions.Count == 0
        ? point
        : point with { Conditions = Conditions.ToDictionary(condition => condition.Name, condition => condition.Draw(random), StringComparer.Ordinal) };
}
