using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>
/// Element-wise reading and adding by places in the flattened tensor: one Gather or ScatterND along one axis, so that several vectors need only an axis in front.
/// </summary>
internal static class FlatIndices
{
    /// <summary>Places in a flattened tensor of <paramref name="shape"/> of the elements that <paramref name="indices"/> picks along <paramref name="axis"/>.</summary>
    public static Value Elements(GraphBuilder g, Value indices, long[] shape, int axis)
    {
        var at = indices.Shape;
        var places = g.Mul(Wrapped(g, indices, shape[axis]), g.Scalar(Stride(shape, axis), ElementType.Int64));
        for (var i = 0; i < at.Length; i++)
        {
            if (i == axis || at[i] == 1)
                continue;
            long[] steps = [.. Enumerable.Range(0, (int)at[i]).Select(k => k * Stride(shape, i))];
            places = g.Add(places, g.Reshape(g.Ints(steps), [at[i], .. Enumerable.Repeat(1L, at.Length - 1 - i)]));
        }
        return places;
    }

    /// <summary>
    /// Rows that GatherND reads: places [B.., Q..] in data whose first batch + depth axes are flattened, from indices [B.., Q.., depth].
    /// </summary>
    public static Value Rows(GraphBuilder g, Value indices, long[] shape, int batch)
    {
        var (at, depth) = (indices.Shape, (int)indices.Shape[^1]);
        var places = g.Ints(0);
        for (var i = 0; i < depth; i++)
        {
            var column = g.Reshape(g.Slice(indices, at.Length - 1, i, i + 1), at[..^1]);
            places = g.Add(places, g.Mul(Wrapped(g, column, shape[batch + i]), g.Scalar(Shapes.Count(shape.AsSpan((batch + i + 1)..(batch + depth))), ElementType.Int64)));
        }
        for (var i = 0; i < batch; i++)
        {
            var stride = Shapes.Count(shape.AsSpan((i + 1)..(batch + depth)));
            long[] steps = [.. Enumerable.Range(0, (int)at[i]).Select(k => k * stride)];
            places = g.Add(places, g.Reshape(g.Ints(steps), [at[i], .. Enumerable.Repeat(1L, at.Length - 2 - i)]));
        }
        return places;
    }

    /// <summary>x [shape] at flat places, in the places' shape.</summary>
    public static Value Read(GraphBuilder g, Value x, Value places) => g.Gather(g.Reshape(x, [-1]), places, 0);

    /// <summary>Zeros [shape] with x added at flat places.</summary>
    public static Value Added(GraphBuilder g, Value x, Value places, ReadOnlySpan<long> shape)
    {
        var count = Shapes.Count(x.Shape);
        var sum = g.ScatterNdAdd(g.Filled(0, x.ElementType, Shapes.Count(shape)), g.Reshape(places, [count, 1]), g.Reshape(x, [count]));
        return g.Reshape(sum, shape);
    }

    private static long Stride(long[] shape, int axis) => Shapes.Count(shape.AsSpan((axis + 1)..));

    // Negative indices count from the end.
    private static Value Wrapped(GraphBuilder g, Value indices, long length) =>
        g.Mod(g.Cast(indices, ElementType.Int64), g.Scalar(length, ElementType.Int64));
}
