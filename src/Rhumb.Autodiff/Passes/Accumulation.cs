using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// ScatterND with a reduction as ScatterElements. The runtime writes the rows of the former on several threads, and where an index occurs twice, one of two sums that are formed at the same
/// time is lost, now and then; it writes the elements of the latter one after the other.
/// </summary>
internal static class Accumulation
{
    /// <summary>The node's result without the race, or null where there is none. Lengths are read while it runs where the graph's are only those of a trial.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="node">A node.</param>
    /// <param name="varies">Whether lengths noted on its values may be others in another run.</param>
    public static Value? Of(GraphBuilder g, Node node, bool varies)
    {
        if (node is not { Domain: "", OpType: "ScatterND" } || node.Attributes.String("reduction", "none") is "none" or "")
            return null;
        var (data, indices, updates) = (node.Inputs[0]!, node.Inputs[1]!, node.Inputs[2]!);
        if (data.Dims is null || indices.Dims is not { Count: > 0 } || updates.Dims is null || indices.Extents[^1] < 1)
            return null;
        var depth = (int)indices.Extents[^1];
        var rest = data.Extents[depth..];
        var places = Places(g, data, indices, varies);
        var (rows, added) = (Flat(g, data, data, depth, depth, varies), Flat(g, updates, data, indices.Extents.Length - 1, depth, varies));
        if (rest.Length > 0)
            places = g.Emit("Expand", [g.Reshape(places, [-1, .. Enumerable.Repeat(1L, rest.Length)]), g.ShapeOf(added)], ElementType.Int64, added.Extents);
        Attributes attributes = new() { { "axis", 0 }, { "reduction", node.Attributes.String("reduction", "none") } };
        var sum = g.Emit("ScatterElements", [rows, places, added], data.ElementType, rows.Extents, attributes);
        return depth == 1 ? sum : g.Emit("Reshape", [sum, g.ShapeOf(data)], data.ElementType, data.Extents);
    }

    // Σ index · stride [M] over the indexed axes; negative indices count from the end.
    private static Value Places(GraphBuilder g, Value data, Value indices, bool varies)
    {
        var (depth, last) = ((int)indices.Extents[^1], indices.Extents.Length - 1);
        Value? places = null;
        for (var i = 0; i < depth; i++)
        {
            var length = varies || data.Extents[i] < 0 ? g.Gather(g.ShapeOf(data), g.Ints(i), 0) : g.Ints(data.Extents[i]);
            var column = g.Emit("Slice", [indices, g.Ints(i), g.Ints(i + 1), g.Ints(last)], indices.ElementType, [.. indices.Extents[..last], 1]);
            var index = g.Mod(g.Cast(g.Emit("Reshape", [column, g.Ints(-1)], indices.ElementType, [-1]), ElementType.Int64), length);
            places = places is null ? index : g.Add(g.Mul(places, length), index);
        }
        return places!;
    }

    // The first axes of x, which data's rest follows, as one.
    private static Value Flat(GraphBuilder g, Value x, Value data, int axes, int depth, bool varies)
    {
        if (axes == 1)
            return x;
        long[] rest = data.Extents[depth..], lengths = [-1, .. rest];
        if (!varies && !rest.Contains(-1) && !rest.Contains(0))
            return g.Emit("Reshape", [x, g.Ints(lengths)], x.ElementType, lengths);
        var shape = g.Emit("Slice", [g.ShapeOf(data), g.Ints(depth), g.Ints(data.Extents.Length), g.Ints(0)], ElementType.Int64, [rest.Length]);
        return g.Emit("Reshape", [x, g.Concat(0, g.Ints(-1), shape)], x.ElementType, lengths);
    }
}
