using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Convolutions in any number of dimensions, with groups, strides, dilations and padding; bilinear in operand and weight.</summary>
internal static class Convolution
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Conv") { Jvp = c => Jvp(c, ConvOf(c)), Transpose = ConvTransposed, Batch = Batch },
        new("ConvTranspose") { Jvp = c => Jvp(c, TransposeOf(c)), Transpose = TransposeTransposed, Batch = Batch },
    ];

    private static Func<Value, Value, Value> ConvOf(JvpContext c)
    {
        var geometry = ConvolutionGeometry.OfConv(c.Node, c.X(0).Value.Shape.AsSpan(2), c.X(1).Value.Shape.AsSpan(2));
        return (x, w) => (c.Active(1) ? null : ConvolutionForms.EachSample(c.G, x, w, geometry)) ?? c.G.Conv(x, w, geometry);
    }

    private static Func<Value, Value, Value> TransposeOf(JvpContext c)
    {
        var lengths = c.Y().Value.Shape[2..];
        var geometry = ConvolutionGeometry.OfConvTranspose(c.Node, c.X(0).Value.Shape.AsSpan(2), c.X(1).Value.Shape.AsSpan(2), lengths);
        return (x, w) => ConvolutionForms.Transposed(c.G, x, w, geometry, lengths);
    }

    private static IReadOnlyList<Tangent> Jvp(JvpContext c, Func<Value, Value, Value> product) => c.Sum(c.ActiveOperands.Select(i => i switch
    {
        0 => product(c.T(0), c.X(1)),
        1 => product(c.X(0), c.T(1)),
        _ => c.G.Reshape(c.T(2), [-1, .. Enumerable.Repeat(1L, c.X(0).Value.Rank - 2)]),
    }));

    private static Value ConvTransposed(TransposeContext c)
    {
        var geometry = ConvolutionGeometry.OfConv(c.Node, c.Shape(0).AsSpan(2), c.Shape(1).AsSpan(2));
        return c.Operand == 0
            ? ConvolutionForms.Transposed(c.G, c.U, c.X(1), geometry, c.Shape(0).AsSpan(2))
            : ConvolutionForms.WeightGradient(c.G, c.X(0), c.U, geometry);
    }

    private static Value TransposeTransposed(TransposeContext c)
    {
        var geometry = ConvolutionGeometry.OfConvTranspose(c.Node, c.Shape(0).AsSpan(2), c.Shape(1).AsSpan(2), c.U.Value.Shape.AsSpan(2));
        return c.Operand == 0
            ? c.G.Conv(c.U, c.X(1), geometry)
            : ConvolutionForms.WeightGradient(c.G, c.U, c.X(0), geometry);
    }

    private static Value Batch(BatchContext c)
    {
        if (c.Batched(0) && c.Batched(1))
            throw new GraphException($"{c.Node.Title} is bilinear; only one of its operands can carry tangents.");
        return c.Batched(0) ? FoldedIntoBatch(c) : FoldedIntoChannels(c);
    }

    // x [K, N, C, …] → [K·N, C, …].
    private static Value FoldedIntoBatch(BatchContext c)
    {
        var x = c.G.Reshape(c.X(0), [-1, .. c.Shape(0)[1..]]);
        var y = c.G.Emit(c.Node.OpType, [x, c.X(1)], x.ElementType, [-1, .. c.Output[1..]], c.Attributes);
        return c.G.Reshape(y, [-1, .. c.Output]);
    }

    // The weight is the tangent: K joins the output channels inside each group, [G, K, M/G, …].
    private static Value FoldedIntoChannels(BatchContext c)
    {
        var (groups, output) = (c.Attributes.Int("group", 1), c.Output);
        var m = output[1] / groups;
        var weight = c.Node.OpType == "Conv" ? Joined(c, groups, m) : JoinedTransposed(c);
        var y = c.G.Emit(c.Node.OpType, [c.X(0), weight], weight.ElementType, [output[0], -1, .. output[2..]], c.Attributes);
        y = c.G.Reshape(y, [output[0], groups, -1, m, .. output[2..]]);
        y = c.G.Transpose(y, [2, 0, 1, 3, .. Enumerable.Range(4, output.Length - 2)]);
        return c.G.Reshape(y, [-1, .. output]);
    }

    // Conv weights are [M, C/G, …]: outputs on axis 0.
    private static Value Joined(BatchContext c, long groups, long m)
    {
        var w = c.Shape(1);
        var split = c.G.Reshape(c.X(1), [-1, groups, m, .. w[1..]]);
        return c.G.Reshape(c.G.Transpose(split, [1, 0, .. Enumerable.Range(2, w.Length)]), [-1, .. w[1..]]);
    }

    // ConvTranspose weights are [C, M/G, …]: outputs on axis 1.
    private static Value JoinedTransposed(BatchContext c)
    {
        var w = c.Shape(1);
        return c.G.Reshape(c.G.Transpose(c.X(1), [1, 0, .. Enumerable.Range(2, w.Length - 1)]), [w[0], -1, .. w[2..]]);
    }
}
