using System.Text.Json.Serialization;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>An input of a generator that is chosen, not walked. A choice is text, so that recipes, journals and command lines hold it alike.</summary>
/// <param name="Name">Name of the graph input that it feeds.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LabelCondition), "label")]
[JsonDerivedType(typeof(NumberCondition), "number")]
[JsonDerivedType(typeof(ImageCondition), "image")]
public abstract record Condition(string Name)
{
    /// <summary>What may be chosen, for people: "cat, dog, fox".</summary>
    [JsonIgnore]
    public abstract string Range { get; }

    /// <summary>A choice as points hold it: of all ways to write it the one.</summary>
    /// <exception cref="RhumbException">It is none.</exception>
    public abstract string Read(string value);

    /// <summary>A choice at random, or the plain one where random ones make no sense.</summary>
    internal abstract string Draw(RandomStream random);

    /// <summary>What the graph input takes for one point: its elements, and its shape with a batch of 1.</summary>
    internal abstract (ElementType Type, long[] Shape) Input { get; }

    /// <summary>The choices of n points as the graph input takes them, [n, …].</summary>
    /// <exception cref="RhumbException">One is none.</exception>
    internal abstract Tensor Encode(IReadOnlyList<string> values);
}
