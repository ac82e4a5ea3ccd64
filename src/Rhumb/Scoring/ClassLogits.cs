using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>Where a class stands among the logits of a classifier: which logits it competes with, and its own place among them.</summary>
/// <param name="Name">What it is called, in full.</param>
/// <param name="Start">The first logit of its competitors.</param>
/// <param name="Count">How many they are, itself among them.</param>
/// <param name="Index">Its own place among these.</param>
internal sealed record ClassLogits(string Name, int Start, int Count, int Index)
{
    /// <summary>The key of a classifier's metadata under which attributes and their values stand as JSON, in the order of its logits.</summary>
    public const string AttributesKey = "rhumb.attributes";

    private sealed record Attribute(string Name, IReadOnlyList<string> Values);

    /// <summary>The class that <paramref name="typed"/> means: NAME or a number from 0, or ATTRIBUTE=VALUE where the classifier judges several attributes.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="count">Number of its logits.</param>
    /// <param name="manifest">The generator's.</param>
    /// <param name="typed">What was typed.</param>
    /// <exception cref="RhumbException">There is no such class; the message names those that there are.</exception>
    public static ClassLogits Find(Model classifier, int count, GeneratorManifest manifest, string typed)
    {
        if (Attributes(classifier, manifest) is { } attributes)
            return Find(attributes, count, manifest, typed);
        var names = manifest.Conditions.OfType<LabelCondition>().FirstOrDefault(label => label.Classes.Count == count)?.Classes ?? [.. Enumerable.Range(0, count).Select(i => $"{i}")];
        var index = IndexOf(names, typed);
        return index >= 0 ? new ClassLogits(names[index], 0, count, index) : throw new RhumbException($"'{manifest.Name}' has no class '{typed}'; choose {List(names)}.");
    }

    private static ClassLogits Find(Attribute[] attributes, int count, GeneratorManifest manifest, string typed)
    {
        if (attributes.Sum(attribute => attribute.Values.Count) != count)
            throw new RhumbException($"The classifier of '{manifest.Name}' names values for other than its {count} logits; train it again.");
        var parts = typed.Split('=', 2);
        var which = IndexOf([.. attributes.Select(attribute => attribute.Name)], parts[0]);
        if (which < 0 || parts.Length < 2)
            throw new RhumbException($"'{manifest.Name}' has no attribute '{parts[0]}' with a value: say ATTRIBUTE=VALUE, as {attributes[0].Name}={attributes[0].Values[0]}; attributes are {List(attributes.Select(attribute => attribute.Name))}.");
        var (attribute, start) = (attributes[which], attributes.Take(which).Sum(before => before.Values.Count));
        var value = IndexOf(attribute.Values, parts[1]);
        return value >= 0
            ? new ClassLogits($"{attribute.Name}={attribute.Values[value]}", start, attribute.Values.Count, value)
            : throw new RhumbException($"'{manifest.Name}' has no {attribute.Name} '{parts[1]}'; choose {List(attribute.Values)}.");
    }

    private static Attribute[]? Attributes(Model classifier, GeneratorManifest manifest)
    {
        try
        {
            return classifier.Metadata.TryGetValue(AttributesKey, out var json) ? JsonSerializer.Deserialize<Attribute[]>(json) : null;
        }
        catch (JsonException cause)
        {
            throw new RhumbException($"The classifier of '{manifest.Name}' has metadata '{AttributesKey}' that are no list of attributes; train it again.", cause);
        }
    }

    private static int IndexOf(IReadOnlyList<string> names, string typed) => names.ToList().FindIndex(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase));

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
