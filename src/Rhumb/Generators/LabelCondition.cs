using System.Text.Json.Serialization;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators;

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
        throw new RhumbException($"'{Name}' has no class '{value}'; choose one of {Range}.");
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Range => string.Join(", ", Classes);

    /// <inheritdoc/>
    public override string Read(string value) => Classes[IndexOf(value)];

    internal override string Draw(RandomStream random) => Classes[random.Index(Classes.Count)];

    internal override (ElementType Type, long[] Shape) Input => Encoding == LabelEncoding.Index ? (ElementType.Int64, [1]) : (ElementType.Float, [1, Classes.Count]);

    internal override Tensor Encode(IReadOnlyList<string> values)
    {
        int[] places = [.. values.Select(IndexOf)];
        if (Encoding == LabelEncoding.Index)
            return Tensor.Create<long>(Array.ConvertAll(places, place => (long)place), places.Length);
        var oneHot = new float[places.Length * Classes.Count];
        for (var i = 0; i < places.Length; i++)
            oneHot[(i * Classes.Count) + places[i]] = 1;
        return Tensor.Create<float>(oneHot, places.Length, Classes.Count);
    }
}
