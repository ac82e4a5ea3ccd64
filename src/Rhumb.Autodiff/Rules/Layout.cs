using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Operators that only move elements: linear, each its own tangent.</summary>
internal static class Layout
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Cast") { Jvp = CastJvp, Transpose = c => c.G.Cast(c.U, c.Node.Inputs[0]!.ElementType), Batch = c => c.Emit([c.X(0)]) },
        new("CastLike") { Jvp = CastJvp, Limits = "to the other operand's type, whose value does not matter" },
        new("Dropout") { Since = 12, Jvp = DropoutJvp, Limits = "inference form: the identity" },
        // Everything that is a reshape once shapes are known is written as one.
        new("Reshape") { Jvp = OfKnownShape(Reshaped), Transpose = c => c.G.Reshape(c.U, c.Wanted), Batch = c => c.G.Reshape(c.X(0), [-1, .. c.Output]) },
        new("Flatten") { Jvp = Reshaped },
        new("Squeeze") { Jvp = Reshaped },
        new("Unsqueeze") { Jvp = Reshaped },
        new("Transpose") { Jvp = TransposeJvp, Transpose = TransposeTranspose, Batch = c => c.G.Transpose(c.X(0), [0, .. Permutation(c.Node).Select(axis => axis + 1)]) },
        new("Expand")
        {
            Jvp = OfKnownShape(c => JvpContext.One(c.G.Expand(c.T(), c.Y().Value.Shape))),
            Transpose = c => c.U,
            Batch = c => c.G.Expand(c.Aligned(0, c.Output.Length), [1, .. c.Output]),
        },
        new("Concat") { Jvp = ConcatJvp, Transpose = ConcatTranspose, Batch = ConcatBatch },
        new("Split") { Since = 13, Jvp = SplitJvp },
        new("Slice") { Since = 10, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = SliceTranspose, Batch = SliceBatch },
        new("Tile") { Jvp = TileJvp },
    ];

    // A shape computed from values would change from run to run; the derivative's do not.
    private static JvpRule OfKnownShape(JvpRule rule) => c =>
    {
        Constants.Of(c.Node, 1);
        return rule(c);
    };

    private static IReadOnlyList<Tangent> Reshaped(JvpContext c) => JvpContext.One(c.G.Reshape(c.T(), c.Y().Value.Shape));

    private static IReadOnlyList<Tangent> CastJvp(JvpContext c) =>
        c.Active(0) && c.Y().Value.ElementType.IsReal() ? JvpContext.One(c.G.Cast(c.T(), c.Y().Value.ElementType)) : [Tangent.Zero];

    private static IReadOnlyList<Tangent> DropoutJvp(JvpContext c)
    {
        var ratio = c.Node.Input(1) is null ? 0.5 : c.Node.Input(1)!.Constant?.ToDoubles()[0];
        if (c.Node.Input(2) is not null && Constants.Of(c.Node, 2).ToDoubles()[0] != 0 && ratio != 0)
            throw new GraphException($"{c.Node.Title} is in training mode and so random; export the model for inference (model.eval()).");
        return c.Active(0) ? JvpContext.One(c.T()) : [Tangent.Zero];
    }

    private static int[] Permutation(Node node)
    {
        var rank = node.Inputs[0]!.Rank;
        return node.Attributes.Ints("perm") is { } perm ? Array.ConvertAll(perm, axis => (int)axis) : [.. Enumerable.Range(0, rank).Reverse()];
    }

    private static IReadOnlyList<Tangent> TransposeJvp(JvpContext c) => JvpContext.One(c.G.Transpose(c.T(), Permutation(c.Node)));

    private static Value TransposeTranspose(TransposeContext c)
    {
        var permutation = Permutation(c.Node);
        return c.G.Transpose(c.U, [.. Enumerable.Range(0, permutation.Length).Select(axis => Array.IndexOf(permutation, axis))]);
    }

    // Inactive operands are structural zeros: each active run is padded to its place, so no zero tensor is joined.
    private static IReadOnlyList<Tangent> ConcatJvp(JvpContext c)
    {
        var shape = c.Y().Value.Shape;
        var axis = Shapes.Axis(c.Attributes.Int("axis", 0), shape.Length);
        if (c.ActiveOperands.Count() == c.Node.Inputs.Count)
            return JvpContext.One(c.G.Concat(axis, [.. c.ActiveOperands.Select(i => c.T(i).Value)]));
        var parts = new List<Value>();
        var offset = 0L;
        for (var i = 0; i < c.Node.Inputs.Count; i++)
        {
            var length = c.X(i).Value.Shape[axis];
            if (c.Active(i))
                parts.Add(Placed(c.G, c.T(i), axis, offset, shape[axis] - offset - length));
            offset += length;
        }
        return c.Sum(parts);
    }

    internal static Value Placed(GraphBuilder g, Value x, int axis, long before, long after)
    {
        var (head, tail) = (new long[x.Rank], new long[x.Rank]);
        (head[axis], tail[axis]) = (before, after);
        return g.Pad(x, head, tail);
    }

    private static Value ConcatTranspose(TransposeContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", 0), c.Wanted.Length);
        var start = Enumerable.Range(0, c.Operand).Sum(i => c.Shape(i)[axis]);
        return c.G.Slice(c.U, axis, start, start + c.Wanted[axis]);
    }

    private static Value ConcatBatch(BatchContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", 0), c.Output.Length);
        return c.G.Concat(axis + 1, [.. c.Node.Inputs.Select((_, i) => c.Repeated(i))]);
    }

    private static IReadOnlyList<Tangent> SplitJvp(JvpContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", 0), c.X().Value.Rank);
        var tangents = new List<Tangent>();
        var start = 0L;
        foreach (var output in c.Node.Outputs)
        {
            var length = output!.Shape[axis];
            tangents.Add(Tangent.Of(c.G.Slice(c.T(), axis, start, start + length)));
            start += length;
        }
        return tangents;
    }

    // One axis of a slice with its bounds resolved: first element, number of elements, step.
    private readonly record struct Cut(int Axis, long First, long Count, long Step);

    private static List<Cut> Cuts(Node node)
    {
        var shape = node.Inputs[0]!.Shape;
        var (starts, ends) = (Constants.Ints(node, 1), Constants.Ints(node, 2));
        var axes = Constants.OptionalInts(node, 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = Constants.OptionalInts(node, 4) ?? [.. starts.Select(_ => 1L)];
        var cuts = new List<Cut>();
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = Shapes.Axis(axes[i], shape.Length);
            var (n, step) = (shape[axis], steps[i]);
            long Within(long at, long low, long high) => Math.Clamp(at < 0 ? (at < -n ? -1 - n : at) + n : at, low, high);
            var (first, end) = step > 0 ? (Within(starts[i], 0, n), Within(ends[i], 0, n)) : (Within(starts[i], 0, n - 1), Within(ends[i], -1, n - 1));
            var count = step > 0 ? Math.Max(0, (end - first + step - 1) / step) : Math.Max(0, (first - end - step - 1) / -step);
            cuts.Add(new Cut(axis, first, count, step));
        }
        return cuts;
    }

    // Back to its place: reverse, spread by the step, pad.
    private static Value SliceTranspose(TransposeContext c)
    {
        Value u = c.U;
        foreach (var (axis, first, count, step) in Cuts(c.Node))
        {
            var low = step > 0 ? first : first + ((count - 1) * step);
            if (step < 0)
                u = c.G.Reverse(u, axis);
            u = Spread(c.G, u, axis, Math.Abs(step));
            u = Placed(c.G, u, axis, low, c.Wanted[axis] - low - u.Shape[axis]);
        }
        return u;
    }

    // n elements to (n − 1) step + 1 with zeros between.
    private static Value Spread(GraphBuilder g, Value x, int axis, long step)
    {
        if (step == 1)
            return x;
        var shape = x.Shape;
        var spread = Placed(g, g.Reshape(x, [.. shape[..(axis + 1)], 1, .. shape[(axis + 1)..]]), axis + 1, 0, step - 1);
        return g.Slice(g.Reshape(spread, [.. shape[..axis], shape[axis] * step, .. shape[(axis + 1)..]]), axis, 0, ((shape[axis] - 1) * step) + 1);
    }

    private static Value SliceBatch(BatchContext c)
    {
        var (rank, starts) = (c.Shape(0).Length, c.Ints(1));
        var axes = Constants.OptionalInts(c.Node, 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        // All bounds must be of one integer type, and 32 bits are allowed too.
        var steps = Constants.OptionalInts(c.Node, 4) is { } given ? c.G.Ints(given) : null;
        return c.Emit([c.X(0), c.G.Ints(starts), c.G.Ints(c.Ints(2)), c.G.Ints([.. axes.Select(axis => Shapes.Axis(axis, rank) + 1L)]), steps]);
    }

    // [n] repeated r times is [1, n] expanded to [r, n], axis by axis.
    private static IReadOnlyList<Tangent> TileJvp(JvpContext c)
    {
        var repeats = Constants.Ints(c.Node, 1);
        var shape = c.X().Value.Shape;
        long[] apart = [.. shape.SelectMany(length => new[] { 1, length })];
        long[] repeated = [.. shape.SelectMany((length, i) => new[] { repeats[i], length })];
        return JvpContext.One(c.G.Reshape(c.G.Expand(c.G.Reshape(c.T(), apart), repeated), c.Y().Value.Shape));
    }
}
