using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Reading and adding at indices.</summary>
internal static class Indexing
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Gather") { Jvp = c => JvpContext.One(c.G.Gather(c.T(), c.X(1), Axis(c.Node))), Transpose = GatherTranspose, Batch = c => c.G.Gather(c.X(0), c.X(1), Axis(c.Node) + 1) },
        new("GatherND") { Since = 11, Jvp = GatherNdJvp, Transpose = GatherNdTranspose, Batch = GatherNdBatch },
        new("GatherElements") { Since = 11, Jvp = GatherElements },
        new("TopK") { Since = 11, Jvp = TopK, Limits = "of the values" },
        new("Compress") { Since = 9, Jvp = Compress, Limits = "the condition must not depend on the model's inputs" },
        new("OneHot") { Since = 9, Jvp = OneHot, Limits = "by the two values" },
        new("Range") { Since = 11, Jvp = Range, Limits = "the number of elements must not depend on the latent" },
        new("MaxUnpool") { Since = 9, Jvp = MaxUnpool },
    ];

    private static int Axis(Node node) => Shapes.Axis(node.Attributes.Int("axis", 0), node.Inputs[0]!.Rank);

    // The indexed axis first, then rows [Q, rest] added to zeros [A, rest] at the indices.
    private static Value GatherTranspose(TransposeContext c)
    {
        var (axis, shape) = (Axis(c.Node), c.Shape(0));
        var indices = c.Node.Inputs[1]!;
        var (q, rank) = (Shapes.Count(indices.Shape), shape.Length);
        int[] forward = [axis, .. Enumerable.Range(0, rank).Where(i => i != axis)];
        long[] rest = [.. forward.Skip(1).Select(i => shape[i])];
        var u = c.G.Reshape(c.U, [.. shape[..axis], q, .. shape[(axis + 1)..]]);
        var rows = c.G.Transpose(u, forward);
        var zeros = c.G.Expand(c.G.Scalar(0, rows.ElementType), [shape[axis], .. rest]);
        // Negative indices count from the end.
        var at = c.G.Cast(c.G.Reshape(indices, [q, 1]), ElementType.Int64);
        var sum = c.G.ScatterNdAdd(zeros, at, rows);
        return c.G.Transpose(sum, [.. Enumerable.Range(0, rank).Select(i => Array.IndexOf(forward, i))]);
    }

    private static IReadOnlyList<Tangent> GatherNdJvp(JvpContext c)
    {
        var batch = (int)c.Attributes.Int("batch_dims", 0);
        if (batch == 0)
            return JvpContext.One(c.Again((0, c.T())));
        var (shape, indices) = (c.X().Value.Shape, c.X(1).Value);
        var rows = c.G.Reshape(c.T(), [-1, .. shape[(batch + (int)indices.Shape[^1])..]]);
        return JvpContext.One(c.G.Gather(rows, FlatIndices.Rows(c.G, indices, shape, batch), 0));
    }

    private static IReadOnlyList<Tangent> GatherElements(JvpContext c) =>
        JvpContext.One(FlatIndices.Read(c.G, c.T(), FlatIndices.Elements(c.G, c.X(1), c.X().Value.Shape, Axis(c.Node))));

    private static IReadOnlyList<Tangent> TopK(JvpContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", -1), c.X().Value.Rank);
        var shape = c.Y().Value.Shape;
        var indices = c.G.EmitMany("TopK", c.Node.Inputs, c.Attributes, (c.X().Value.ElementType, shape), (ElementType.Int64, shape))[1];
        return JvpContext.One(FlatIndices.Read(c.G, c.T(), FlatIndices.Elements(c.G, indices, c.X().Value.Shape, axis)));
    }

    private static IReadOnlyList<Tangent> Compress(JvpContext c)
    {
        var flat = !c.Attributes.Has("axis");
        var axis = flat ? 0 : Axis(c.Node);
        var condition = Constants.Of(c.Node, 1).ToDoubles();
        var kept = c.G.Ints([.. Enumerable.Range(0, condition.Length).Where(i => condition[i] != 0).Select(i => (long)i)]);
        return JvpContext.One(c.G.Gather(flat ? c.G.Reshape(c.T(), [-1]) : c.T(), kept, axis));
    }

    // values [off, on] read at 0 and 1.
    private static IReadOnlyList<Tangent> OneHot(JvpContext c)
    {
        if (!c.Active(2))
            return [Tangent.Zero];
        var type = c.Y().Value.ElementType;
        var hot = c.Again((2, c.G.Concat(0, c.G.Filled(0, type, 1), c.G.Filled(1, type, 1))));
        return JvpContext.One(c.G.Gather(c.T(2), c.G.Cast(hot, ElementType.Int64), 0));
    }

    // start + i step.
    private static IReadOnlyList<Tangent> Range(JvpContext c)
    {
        float[] steps = [.. Enumerable.Range(0, (int)c.Y().Value.Shape[0]).Select(i => (float)i)];
        var places = c.G.Cast(c.G.Constant(TensorData.Of<float>(steps, steps.Length)), c.Y().Value.ElementType);
        return c.Sum(c.ActiveOperands.Where(i => i != 1).Select(i => i == 0 ? c.T(0).Value : c.G.Mul(c.T(2), places)));
    }

    private static IReadOnlyList<Tangent> MaxUnpool(JvpContext c) => JvpContext.One(FlatIndices.Added(c.G, c.T(), c.X(1), c.Y().Value.Shape));

    /// <summary>x [K, …] with K moved behind its first axes.</summary>
    internal static Value Behind(BatchContext c, Value x, int axes) =>
        c.G.Transpose(x, [.. Enumerable.Range(1, axes), 0, .. Enumerable.Range(axes + 1, x.Rank - axes - 1)]);

    // Tangent graphs hold GatherND with batch_dims 0.
    private static Value GatherNdTranspose(TransposeContext c) => c.G.ScatterNdAdd(c.G.Expand(c.U.Number(0), c.Wanted), c.X(1), c.U);

    private static Value GatherNdBatch(BatchContext c)
    {
        var (depth, lead) = ((int)c.Shape(1)[^1], c.Shape(1).Length - 1);
        var moved = Behind(c, c.X(0), depth);
        long[] shape = [.. c.Output[..lead], -1, .. c.Output[lead..]];
        var gathered = c.G.Emit("GatherND", [moved, c.X(1)], moved.ElementType, shape);
        return c.G.Transpose(gathered, [lead, .. Enumerable.Range(0, shape.Length).Where(i => i != lead)]);
    }
}
