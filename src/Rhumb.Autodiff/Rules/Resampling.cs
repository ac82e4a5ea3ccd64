using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Resize: linear in its data and separable, y = x ×₁ M₁ ×₂ M₂ …, one matrix [n, m] for each resized axis.</summary>
internal static class Resampling
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Resize") { Since = 18, Jvp = Jvp, Transpose = Transpose, Batch = Batch, Limits = "scales, sizes and the region of interest must not depend on the latent" },
    ];

    private static IReadOnlyList<Tangent> Jvp(JvpContext c)
    {
        if (c.Active(1) || c.Active(2))
            throw new GraphException($"{c.Node.Title}: its scales or region of interest depend on the differentiated input; resample with GridSample instead.");
        var geometry = ResizeGeometry.Of(c.Node);
        return JvpContext.One(geometry.Axes.Count == 0 ? c.T() : geometry.Resize(c.G, c.T(), shift: 0, c.Y().Value.Shape));
    }

    // x̄ = ū ×₁ M₁ᵀ ×₂ M₂ᵀ …, the axes that lose most elements first.
    private static Value Transpose(TransposeContext c)
    {
        var geometry = ResizeGeometry.Of(c.Node);
        Value u = c.U;
        foreach (var axis in geometry.Axes.OrderBy(axis => c.Wanted[axis.Axis] / (double)axis.Length))
            u = geometry.Replicates(axis) ? Folded(c.G, u, axis.Axis, c.Wanted[axis.Axis]) : Product(c.G, u, axis.Axis, geometry.Matrix(c.G, axis, u.ElementType));
        return u;
    }

    // The adjoint of writing each element s times: every s neighbours summed.
    private static Value Folded(GraphBuilder g, Value u, int axis, long length)
    {
        var apart = g.Reshape(u, [.. u.Shape[..axis], length, u.Shape[axis] / length, .. u.Shape[(axis + 1)..]]);
        return g.ReduceSum(apart, [axis + 1]);
    }

    // Σ_j M[i, j] u[.., j, ..]: the axes behind fold into columns.
    private static Value Product(GraphBuilder g, Value u, int axis, Value matrix)
    {
        var shape = u.Shape;
        var (rows, columns) = (Shapes.Count(shape.AsSpan(..axis)), Shapes.Count(shape.AsSpan((axis + 1)..)));
        long[] result = [.. shape[..axis], matrix.Shape[0], .. shape[(axis + 1)..]];
        return columns == 1
            ? g.Reshape(g.Gemm(g.Reshape(u, [rows, shape[axis]]), matrix, transposeB: true), result)
            : g.Reshape(g.MatMul(matrix, g.Reshape(u, [rows, shape[axis], columns])), result);
    }

    // K joins the first axis, or stands before a new one where the first axis is resized itself.
    private static Value Batch(BatchContext c)
    {
        var (geometry, output) = (ResizeGeometry.Of(c.Node), c.Output);
        var inside = geometry.Axes[0].Axis > 0;
        var x = c.G.Reshape(c.X(0), inside ? [-1, .. c.Shape(0)[1..]] : [-1, 1, .. c.Shape(0)]);
        var y = geometry.Resize(c.G, x, inside ? 0 : 2, inside ? [-1, .. output[1..]] : [-1, 1, .. output]);
        return c.G.Reshape(y, [-1, .. output]);
    }
}
