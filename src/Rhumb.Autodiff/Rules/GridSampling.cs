using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>GridSample: y[n, c, q] = Σ_t w_t(p) · x[n, c, i_t(p)], linear in the data x and piecewise smooth in the places p.</summary>
internal static class GridSampling
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("GridSample") { Since = 16, Jvp = Jvp, Transpose = DataTranspose, Batch = Batch, Limits = "the grid's derivative is 0 in mode nearest and where padding clamps it" },
    ];

    private static IReadOnlyList<Tangent> Jvp(JvpContext c) => c.Sum(c.ActiveOperands.SelectMany<int, Value>(i => i == 0 ? [c.Again((0, c.T(0)))] : GridTangent(c)));

    // dy = Σ_a ∂y/∂p_a dp_a, one term for each axis; nothing where the mode is flat.
    private static IEnumerable<Value> GridTangent(JvpContext c)
    {
        var taps = new GridTaps(c.G, c.Node);
        if (taps.IsFlat)
            yield break;
        var (n, channels, places) = (taps.N, taps.Channels, taps.Places);
        var rows = c.G.Gather(DataRows(c.G, c.X(0)), taps.Index, 0);
        for (var axis = 0; axis < taps.Dimensions; axis++)
        {
            var weighted = c.G.ReduceSum(c.G.Mul(rows, c.G.Reshape(taps.Weight(axis), [n, places, taps.Count, 1])), [2]);
            var slope = c.G.Transpose(weighted, 0, 2, 1);
            var direction = c.G.Reshape(taps.Component(c.T(1), axis), [n, 1, places]);
            yield return c.G.Reshape(c.G.Mul(direction, slope), [n, channels, .. taps.Output]);
        }
    }

    // x [N, C, …] as rows [N · places, C].
    private static Value DataRows(GraphBuilder g, Value x) => g.Reshape(g.Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]), [-1, x.Shape[1]]);

    // Each cotangent is added, weighted, to the elements that its place read.
    private static Value DataTranspose(TransposeContext c)
    {
        var (taps, wanted) = (new GridTaps(c.G, c.Node), c.Wanted);
        var (n, channels, places) = (taps.N, taps.Channels, taps.Places);
        var u = c.G.Reshape(c.G.Transpose(c.G.Reshape(c.U, [n, channels, places]), 0, 2, 1), [n, places, 1, channels]);
        var shares = c.G.Reshape(c.G.Mul(u, c.G.Reshape(taps.Weight(null), [n, places, taps.Count, 1])), [n * places * taps.Count, channels]);
        var zeros = c.G.Expand(c.U.Number(0), [n * Shapes.Count(wanted.AsSpan(2..)), channels]);
        var sum = c.G.ScatterNdAdd(zeros, c.G.Reshape(taps.Index, [-1, 1]), shares);
        var apart = c.G.Reshape(sum, [n, .. wanted[2..], channels]);
        return c.G.Transpose(apart, [0, apart.Rank - 1, .. Enumerable.Range(1, wanted.Length - 2)]);
    }

    // The places are the same for all K, so K joins the channels.
    private static Value Batch(BatchContext c)
    {
        var (shape, output) = (c.Shape(0), c.Output);
        var x = c.G.Transpose(c.X(0), [1, 0, .. Enumerable.Range(2, shape.Length - 1)]);
        var y = c.G.Emit("GridSample", [c.G.Reshape(x, [shape[0], -1, .. shape[2..]]), c.X(1)], x.ElementType, [output[0], -1, .. output[2..]], c.Attributes);
        var apart = c.G.Reshape(y, [output[0], -1, output[1], .. output[2..]]);
        return c.G.Transpose(apart, [1, 0, .. Enumerable.Range(2, output.Length - 1)]);
    }
}
