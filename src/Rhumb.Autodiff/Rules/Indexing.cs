using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Reading and adding at indices.</summary>
internal static class Indexing
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Gather") { Jvp = c => JvpContext.One(c.G.Gather(c.T(), c.X(1), Axis(c.Node))), Transpose = GatherTranspose, Batch = c => c.G.Gather(c.X(0), c.X(1), Axis(c.Node) + 1) },
        new("ScatterND") { Since = 16, Jvp = ScatterJvp, Transpose = ScatterTranspose, Batch = ScatterBatch, Limits = "reduction add" },
        new("GatherND") { Since = 12, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = GatherNdTranspose, Batch = GatherNdBatch, Limits = "batch_dims 0" },
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

    private static IReadOnlyList<Tangent> ScatterJvp(JvpContext c)
    {
        if (c.Attributes.String("reduction", "none") != "add")
            throw new GraphException($"{c.Node.Title}: only the reduction 'add' has a derivative rule yet.");
        var zeros = c.G.Expand(c.Y().Number(0), c.Y().Value.Shape);
        return c.Sum(c.ActiveOperands.Select(i => i == 0 ? c.T(0).Value : c.G.ScatterNdAdd(zeros, c.X(1), c.T(2))));
    }

    private static Value ScatterTranspose(TransposeContext c) =>
        c.Operand == 0 ? c.U : c.G.Emit("GatherND", [c.U, c.X(1)], c.U.Value.ElementType, c.Wanted);

    // K moves behind the indexed axes: data [A.., K, rest], updates [Q.., K, rest].
    private static Value ScatterBatch(BatchContext c)
    {
        var (depth, lead) = ((int)c.Shape(1)[^1], c.Shape(1).Length - 1);
        var sum = c.G.ScatterNdAdd(Behind(c, c.Repeated(0), depth), c.X(1), Behind(c, c.Repeated(2), lead));
        return c.G.Transpose(sum, [depth, .. Enumerable.Range(0, c.Output.Length + 1).Where(i => i != depth)]);
    }

    private static Value Behind(BatchContext c, Value x, int axes) =>
        c.G.Transpose(x, [.. Enumerable.Range(1, axes), 0, .. Enumerable.Range(axes + 1, x.Rank - axes - 1)]);

    private static Value GatherNdTranspose(TransposeContext c)
    {
        if (c.Attributes.Int("batch_dims", 0) != 0)
            throw new GraphException($"{c.Node.Title}: batch_dims has no derivative rule yet.");
        return c.G.ScatterNdAdd(c.G.Expand(c.U.Number(0), c.Wanted), c.X(1), c.U);
    }

    private static Value GatherNdBatch(BatchContext c)
    {
        var (depth, lead) = ((int)c.Shape(1)[^1], c.Shape(1).Length - 1);
        var moved = Behind(c, c.X(0), depth);
        long[] shape = [.. c.Output[..lead], -1, .. c.Output[lead..]];
        var gathered = c.G.Emit("GatherND", [moved, c.X(1)], moved.ElementType, shape);
        return c.G.Transpose(gathered, [lead, .. Enumerable.Range(0, shape.Length).Where(i => i != lead)]);
    }
}
