using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

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
        if (geometry.Axes.Count == 0)
            return JvpContext.One(c.T());
        // Measured: products win over the runtime's own plain linear resizing up to about 32 elements an axis, over its cubic resizing always (25 times and more).
        var smooth = geometry.Mode == "cubic" || (geometry.Mode == "linear" && geometry.Axes.All(axis => axis.From <= 32 && axis.Length <= 128) && !BlockedResizing.Applies(c.Node));
        return JvpContext.One(smooth ? Products(c.G, c.Node, c.T()) : geometry.Resize(c.G, c.T(), shift: 0, c.Y().Value.Shape));
    }

    /// <summary>What the Resize node makes of <paramref name="x"/>, by a matrix product for each axis.</summary>
    public static Value Products(GraphBuilder g, Node node, Value x)
    {
        var geometry = ResizeGeometry.Of(node);
        foreach (var axis in geometry.Axes.OrderBy(axis => axis.Length / (double)axis.From))
            x = Product(g, x, axis.Axis, g.TransposeLast(geometry.Matrix(g, axis, x.ElementType)));
        return x;
    }

    // x̄ = ū ×₁ M₁ᵀ ×₂ M₂ᵀ …, the axes that lose most elements first.
    private static Value Transpose(TransposeContext c)
    {
        var geometry = ResizeGeometry.Of(c.Node);
        var (folded, multiplied) = (geometry.Axes.Where(geometry.Replicates).ToList(), geometry.Axes.Where(axis => !geometry.Replicates(axis)));
        var u = Folded(c.G, c.U, folded, c.Wanted);
        foreach (var axis in multiplied.OrderBy(axis => axis.From / (double)axis.Length))
            u = Product(c.G, u, axis.Axis, geometry.Matrix(c.G, axis, u.ElementType));
        return u;
    }

    // The adjoint of writing each element s times: every s neighbours summed. Pooling does that several times faster than a reduction.
    private static Value Folded(GraphBuilder g, Value u, List<ResizedAxis> axes, long[] wanted)
    {
        if (axes.Count > 0 && u.Rank is >= 3 and <= 5 && axes.All(axis => axis.Axis >= 2))
        {
            long[] window = [.. Enumerable.Range(2, u.Rank - 2).Select(i => axes.Any(axis => axis.Axis == i) ? u.Shape[i] / wanted[i] : 1)];
            long[] shape = [.. u.Shape.Select((length, i) => i < 2 ? length : length / window[i - 2])];
            var mean = g.Emit("AveragePool", [u], u.ElementType, shape, new() { { "kernel_shape", window }, { "strides", window } });
            return g.Mul(mean, g.Scalar(Shapes.Count(window), u.ElementType));
        }
        foreach (var (axis, length) in axes.Select(axis => (axis.Axis, axis.From)))
            u = g.ReduceSum(g.Reshape(u, [.. u.Shape[..axis], length, u.Shape[axis] / length, .. u.Shape[(axis + 1)..]]), [axis + 1]);
        return u;
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
