using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>An input of a generator that is chosen, not walked.</summary>
/// <param name="Name">Name of the graph input that it feeds.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LabelCondition), "label")]
public abstract record Condition(string Name);

/// <summary>One of several named classes.</summary>
/// <param name="Name">Name of the graph input that it feeds.</param>
/// <param name="Classes">Names of the classes, in the order of the network's.</param>
/// <param name="Encoding">How the network takes the class.</param>
public sealed record LabelCondition(string Name, IReadOnlyList<string> Classes, LabelEncoding Encoding = LabelEncoding.OneHot) : Condition(Name)
{
    /// <summary>The place of the class called <paramref name="value"/>, upper and lower case alike.</summary>
    /// <exception cref="RhumbException">There is no such class.</exception>
    public int IndexOf(string value)
    {
        for (var i = 0; i < Classes.Count; i++)
            if (Classes[i].Equals(value, StringComparison.OrdinalIgnoreCase))
                return i;
        throw new RhumbException($"'{Name}' has no class '{value}'; choose one of {string.Join(", ", Classes)}.");
    }
}
