using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Padding: zeros round a tangent, or parts of itself where the mode repeats what is there.</summary>
internal static class Padding
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Pad") { Since = 11, Jvp = Jvp, Transpose = Transpose, Batch = Batch, Limits = "constant, edge, reflect and wrap" },
    ];

    private static long[] Pads(Node node)
    {
        var rank = node.Inputs[0]!.Rank;
        var pads = Constants.Ints(node, 1);
        if (Constants.OptionalInts(node, 3) is not { } axes)
            return pads;
        var full = new long[2 * rank];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Shapes.Axis(axes[i], rank);
            (full[axis], full[rank + axis]) = (pads[i], pads[axes.Length + i]);
        }
        return full;
    }

    private static IReadOnlyList<Tangent> Jvp(JvpContext c)
    {
        var mode = c.Attributes.String("mode", "constant");
        if (mode != "constant")
            return c.Active(0) ? JvpContext.One(Repeating(c, mode)) : [Tangent.Zero];
        var pads = Pads(c.Node);
        var tangents = c.ActiveOperands.Select(i => i == 0
            ? c.G.Pad(c.T(), pads.AsSpan(..(pads.Length / 2)), pads.AsSpan((pads.Length / 2)..))
            : Surround(c, pads));
        return c.Sum(tangents);
    }

    // What is padded with depends on the latent: its tangent where the padding is.
    private static Value Surround(JvpContext c, long[] pads)
    {
        var inside = c.G.Pad(c.G.Filled(1, c.X().Value.ElementType, c.X().Value.Shape), pads.AsSpan(..(pads.Length / 2)), pads.AsSpan((pads.Length / 2)..));
        return c.G.Mul(c.G.Reshape(c.T(2), []), c.G.Sub(c.G.Scalar(1, inside.ElementType), inside));
    }

    // Parts of the tangent joined to it, axis by axis: slices, which transpose to padding. What is cropped is not repeated.
    private static Value Repeating(JvpContext c, string mode)
    {
        Value t = c.T();
        var (pads, rank) = (Pads(c.Node), t.Rank);
        for (var axis = 0; axis < rank; axis++)
        {
            t = c.G.Slice(t, axis, Math.Max(0, -pads[axis]), t.Shape[axis] + Math.Min(0, pads[rank + axis]));
            var (n, before, after) = (t.Shape[axis], Math.Max(0, pads[axis]), Math.Max(0, pads[rank + axis]));
            if (mode != "edge" && Math.Max(before, after) > (mode == "wrap" ? n : n - 1))
                throw new GraphException($"{c.Node.Title} repeats axis {axis} of length {n} more than once, which engines do not agree on; pad by less, or twice.");
            if (before > 0 || after > 0)
                t = c.G.Concat(axis, [.. Part(c.G, t, axis, mode, -before, 0), t, .. Part(c.G, t, axis, mode, n, n + after)]);
        }
        return t;
    }

    // Places [from, to) outside an axis.
    private static Value[] Part(GraphBuilder g, Value t, int axis, string mode, long from, long to)
    {
        if (from == to)
            return [];
        var n = t.Shape[axis];
        if (mode == "edge")
            return [g.Expand(from < 0 ? g.Slice(t, axis, 0, 1) : g.Slice(t, axis, n - 1, n), [.. t.Shape.Select((length, i) => i == axis ? to - from : length)])];
        if (mode == "wrap")
            return [from < 0 ? g.Slice(t, axis, from + n, to + n) : g.Slice(t, axis, from - n, to - n)];
        return [g.Reverse(from < 0 ? g.Slice(t, axis, 1 - to, 1 - from) : g.Slice(t, axis, (2 * n) - 1 - to, (2 * n) - 1 - from), axis)];
    }

    private static Value Transpose(TransposeContext c)
    {
        var pads = Pads(c.Node);
        var rank = pads.Length / 2;
        return c.G.Pad(c.U, [.. pads[..rank].Select(p => -p)], [.. pads[rank..].Select(p => -p)]);
    }

    private static Value Batch(BatchContext c)
    {
        var pads = Pads(c.Node);
        var rank = pads.Length / 2;
        return c.G.Pad(c.X(0), [0, .. pads[..rank]], [0, .. pads[rank..]]);
    }
}
