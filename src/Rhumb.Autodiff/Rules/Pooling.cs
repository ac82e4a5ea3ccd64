using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Pooling in any number of dimensions, with padding of every kind, dilation and rounding up.</summary>
internal static class Pooling
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("AveragePool") { Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = AverageTranspose, Batch = AverageBatch },
        new("MaxPool") { Jvp = MaxPool, Limits = "the first of equal elements" },
        new("LpPool") { Since = 2, Expansion = LpPool, Limits = "0 where the norm is 0" },
        new("GlobalAveragePool") { Jvp = c => JvpContext.One(c.G.ReduceMean(c.T(), Spatial(c.X()), keep: true)) },
        new("GlobalMaxPool") { Jvp = GlobalMaxPool, Limits = "the first of equal elements" },
        new("GlobalLpPool") { Since = 2, Expansion = c => [Root(c, c.G.ReduceSum(Power(c), Spatial(c.X()), keep: true))], Limits = "0 where the norm is 0" },
    ];

    private static int[] Spatial(Value x) => [.. Enumerable.Range(2, x.Rank - 2)];

    // Padding after is what the output needs: more than written where lengths are rounded up.
    private static ConvolutionGeometry Geometry(Node node)
    {
        var (x, y) = (node.Inputs[0]!.Shape[2..], node.Outputs[0]!.Shape[2..]);
        var geometry = ConvolutionGeometry.OfConv(node, x, node.Attributes.Ints("kernel_shape") ?? throw new GraphException($"{node.Title} lacks kernel_shape; the model is damaged, export it again."));
        long Needed(int i) => ((y[i] - 1) * geometry.Strides[i]) + geometry.Span(i) - x[i] - geometry.PadsBefore[i];
        return geometry with { PadsAfter = [.. geometry.PadsAfter.Select((pad, i) => Math.Max(pad, Needed(i)))] };
    }

    // Channels are independent: they fold into the batch.
    private static Value Folded(GraphBuilder g, Value x) => g.Reshape(x, [x.Shape[0] * x.Shape[1], 1, .. x.Shape[2..]]);

    private static Value Ones(GraphBuilder g, Value x, ConvolutionGeometry geometry) => g.Filled(1, x.ElementType, [1, 1, .. geometry.Kernel]);

    // Each output's cotangent, divided by how many elements it averaged, goes back to all of them.
    private static Value AverageTranspose(TransposeContext c)
    {
        var geometry = Geometry(c.Node);
        var shares = c.G.Cast(c.G.Constant(PoolingWindows.Shares(c.Node, geometry)), c.U.Value.ElementType);
        Value u = c.U * c.U.With(shares);
        if (PoolingWindows.Tile(geometry, u.Shape.AsSpan(2), c.Wanted.AsSpan(2)))
            return Spread(c.G, u, geometry.Kernel, c.Wanted);
        return c.G.Reshape(ConvolutionForms.Transposed(c.G, Folded(c.G, u), Ones(c.G, u, geometry), geometry, c.Wanted.AsSpan(2)), c.Wanted);
    }

    // Windows side by side: every element repeated, which resizing does many times faster than expanding.
    private static Value Spread(GraphBuilder g, Value u, IReadOnlyList<long> kernel, long[] shape) =>
        g.Emit("Resize", [u, null, g.Constant(TensorData.Of<float>([.. kernel.Select(length => (float)length)], kernel.Count))], u.ElementType, shape, new()
        {
            { "axes", Enumerable.Range(2, kernel.Count).ToArray() }, { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" },
        });

    private static Value AverageBatch(BatchContext c)
    {
        var folded = c.G.Reshape(c.X(0), [-1, .. c.Shape(0)[1..]]);
        return c.G.Reshape(c.G.Emit("AveragePool", [folded], folded.ElementType, [-1, .. c.Output[1..]], c.Attributes), [-1, .. c.Output]);
    }

    private static IReadOnlyList<Tangent> MaxPool(JvpContext c)
    {
        var attributes = c.Attributes.With(values => values.Remove("storage_order"));
        var shape = c.Y().Value.Shape;
        var places = c.G.EmitMany("MaxPool", [c.X()], attributes, (c.X().Value.ElementType, shape), (ElementType.Int64, shape))[1];
        return JvpContext.One(FlatIndices.Read(c.G, c.T(), places));
    }

    private static IReadOnlyList<Tangent> GlobalMaxPool(JvpContext c)
    {
        var s = c.X().Value.Shape;
        long[] flat = [s[0], s[1], Shapes.Count(s.AsSpan(2))];
        var at = c.G.Emit("ArgMax", [c.G.Reshape(c.X(), flat)], ElementType.Int64, [s[0], s[1], 1], new() { { "axis", 2 } });
        return JvpContext.One(c.G.Reshape(FlatIndices.Read(c.G, c.T(), FlatIndices.Elements(c.G, at, flat, 2)), c.Y().Value.Shape));
    }

    private static Value Power(ExpansionContext c) => c.Attributes.Int("p", 2) == 2 ? c.X().Square() : c.X().Abs().Pow(c.X().Number(c.Attributes.Int("p", 2)));

    // Where the sum is 0 so is the root, and no derivative is taken of it.
    private static Value Root(ExpansionContext c, Value total)
    {
        var sum = c.X().With(total);
        var (positive, p) = (sum > 0, c.Attributes.Int("p", 2));
        var safe = positive.Where(sum, sum.Number(1));
        return positive.Where(p == 2 ? safe.Sqrt() : safe.Pow(sum.Number(1.0 / p)), sum.Number(0));
    }

    // (Σ |x|^p)^(1/p), the sum over windows by a convolution with ones.
    private static IReadOnlyList<Value?> LpPool(ExpansionContext c)
    {
        var geometry = Geometry(c.Node);
        var sum = c.G.Conv(Folded(c.G, Power(c)), Ones(c.G, c.X(), geometry), geometry);
        return [Root(c, c.G.Reshape(sum, c.Output()))];
    }
}
