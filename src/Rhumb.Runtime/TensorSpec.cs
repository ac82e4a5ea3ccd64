namespace Rhumb.Runtime;

/// <summary>What a graph says of one of its inputs or outputs.</summary>
/// <param name="Name">The name in the graph.</param>
/// <param name="ElementType">What its elements are.</param>
/// <param name="Shape">The axes, <see langword="null"/> where an axis is free. Empty for a scalar, and where the graph does not say.</param>
public sealed record TensorSpec(string Name, ElementType ElementType, IReadOnlyList<long?> Shape)
{
    /// <summary>Whether a tensor of this shape satisfies the axes that the graph fixes. A spec with no axes leaves it to the run.</summary>
    public bool Allows(ReadOnlySpan<long> shape)
    {
        if (Shape.Count == 0) return true;
        if (shape.Length != Shape.Count) return false;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (Shape[axis] is { } fixedAxis && fixedAxis != shape[axis]) return false;
        }

        return true;
    }

    /// <summary>As people read it: <c>z: Float [1, ?]</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType} {DescribeShape()}";

    internal string DescribeShape() => $"[{string.Join(", ", Shape.Select(axis => axis?.ToString() ?? "?"))}]";
}
