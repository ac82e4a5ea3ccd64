using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>The operators that random graphs are made of, each with random attributes that fit the operand's shape.</summary>
internal static class RandomOperators
{
    private static readonly Func<RandomGraph, GraphBuilder, Value, Value>[] Any =
    [
        (r, g, x) => g.Unary(r.Of("Sigmoid", "Sin", "Cos", "Softplus", "Erf", "Elu", "LeakyRelu", "Relu", "Abs", "Softsign", "HardSwish", "Mish", "Celu", "Neg", "Identity", "Atan", "Exp", "Selu"), x),
        (r, g, x) => g.Unary(r.Of("Sqrt", "Log", "Reciprocal"), g.Add(g.Softplus(x), g.Scalar(0.3))),
        (r, g, x) => g.Binary(r.Of("Add", "Sub", "Mul", "Max", "Min"), x, r.Like(x)),
        (r, g, x) => g.Binary(r.Of("Add", "Sub", "Mul"), x, g.Constant(r.Numbers(x.Shape[^1]))),
        (r, g, x) => g.Div(r.Like(x), g.Add(g.Softplus(x), g.Scalar(0.5))),
        (r, g, x) => g.Pow(g.Add(g.Softplus(x), g.Scalar(0.5)), r.Like(x)),
        (r, g, x) => g.Where(g.Greater(r.Like(x), g.Scalar(0)), x, g.Sin(x)),
        (r, g, x) => g.Clip(x, -0.8, 0.9),
        (r, g, x) => g.Unary(r.Of("Softmax", "LogSoftmax"), x, new() { { "axis", Axis(r, x) } }),
        (r, g, x) => g.Reduce(r.Of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceLogSumExp", "ReduceSumSquare", "ReduceProd"), x, [Axis(r, x)], keep: true),
        (r, g, x) => g.Transpose(x, r.Order(x.Rank)),
        (r, g, x) => Sliced(r, g, x),
        (r, g, x) => g.Concat(Axis(r, x), x, r.Like(x)),
        (r, g, x) => Padded(r, g, x),
        (r, g, x) => g.Reshape(x, r.Of<long[]>([-1], [1, -1], [.. x.Shape, 1], [1, .. x.Shape])),
        (r, g, x) => g.Expand(x, [2, .. x.Shape]),
        (r, g, x) => g.Emit("Tile", [x, g.Ints([.. x.Shape.Select((_, i) => i == x.Rank - 1 ? 2L : 1L)])], ElementType.Float, [.. x.Shape[..^1], 2 * x.Shape[^1]]),
        (r, g, x) => Gathered(r, g, x),
        (r, g, x) => g.Emit("CumSum", [x, g.Scalar(Axis(r, x), ElementType.Int64)], ElementType.Float, x.Shape, new() { { "reverse", r.Below(2) }, { "exclusive", r.Below(2) } }),
        (r, g, x) => TopK(r, g, x),
        (r, g, x) => g.Emit("LayerNormalization", [x, g.Constant(r.Numbers(x.Shape[^1]))], ElementType.Float, x.Shape, new() { { "epsilon", 0.1f } }),
        (r, g, x) => g.Emit("LpNormalization", [g.Add(x, g.Scalar(2))], ElementType.Float, x.Shape, new() { { "axis", Axis(r, x) } }),
        (r, g, x) => Scattered(r, g, x),
    ];

    private static readonly Func<RandomGraph, GraphBuilder, Value, Value>[] Matrices =
    [
        (r, g, x) => g.MatMul(x, g.Constant(r.Numbers(x.Shape[^1], 3))),
        (r, g, x) => g.MatMul(x, g.TransposeLast(r.Like(x))),
        (r, g, x) => g.Emit("Trilu", [x], ElementType.Float, x.Shape, new() { { "upper", r.Below(2) } }),
    ];

    private static readonly Func<RandomGraph, GraphBuilder, Value, Value>[] Images =
    [
        (r, g, x) => g.Conv(x, g.Constant(r.Numbers(3, x.Shape[1], 2, 2)), ConvolutionGeometry.Uniform(2, 2, 1 + r.Below(2), 1)),
        (r, g, x) => g.ConvTranspose(x, g.Constant(r.Numbers(x.Shape[1], 2, 3, 3)), ConvolutionGeometry.Uniform(2, 3, 2, 1), [(2 * x.Shape[2]) - r.Below(2), 2 * x.Shape[3]]),
        (r, g, x) => Pooled(r, g, x),
        (r, g, x) => g.Emit(r.Of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"), [x], ElementType.Float, [x.Shape[0], x.Shape[1], 1, 1]),
        (r, g, x) => g.Emit("InstanceNormalization", [x, g.Constant(r.Numbers(x.Shape[1])), g.Constant(r.Numbers(x.Shape[1]))], ElementType.Float, x.Shape, new() { { "epsilon", 0.1f } }),
        (r, g, x) => g.Emit("LRN", [x], ElementType.Float, x.Shape, new() { { "size", 3 }, { "alpha", 0.5f } }),
        (r, g, x) => g.Emit("Resize", [x, null, g.Constant(TensorData.Of<float>([1, 1, 2, 2], 4))], ElementType.Float, [.. x.Shape[..2], 2 * x.Shape[2], 2 * x.Shape[3]], new() { { "mode", r.Of("nearest", "linear", "cubic") } }),
    ];

    public static Value Apply(RandomGraph r, GraphBuilder g, Value x) => (x.Rank == 4 && x.Shape[2] > 1 && x.Shape[3] > 1 && r.Below(2) == 0 ? r.Of(Images)
        : x.Rank > 1 && r.Below(5) == 0 ? r.Of(Matrices) : r.Of(Any))(r, g, x);

    private static int Axis(RandomGraph r, Value x) => r.Below(x.Rank);

    private static Value Sliced(RandomGraph r, GraphBuilder g, Value x)
    {
        var axis = Axis(r, x);
        var n = x.Shape[axis];
        return r.Below(3) == 0 ? g.Reverse(x, axis) : g.Slice(x, axis, r.Below((int)n), n, 1 + r.Below(2));
    }

    private static Value Padded(RandomGraph r, GraphBuilder g, Value x)
    {
        var (axis, mode) = (Axis(r, x), r.Of("constant", "edge", "reflect"));
        var most = mode == "reflect" ? (int)x.Shape[axis] : 3;
        var (before, after) = (new long[x.Rank], new long[x.Rank]);
        (before[axis], after[axis]) = (r.Below(most), r.Below(most));
        return g.Emit("Pad", [x, g.Ints([.. before, .. after])], ElementType.Float, [.. x.Shape.Select((length, i) => length + before[i] + after[i])], new() { { "mode", mode } });
    }

    private static Value Gathered(RandomGraph r, GraphBuilder g, Value x)
    {
        var axis = Axis(r, x);
        var n = (int)x.Shape[axis];
        long[] At(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (long)r.Below(n) - (r.Below(2) * n))];
        if (r.Below(2) == 0)
            return g.Gather(x, g.Constant(TensorData.Of<long>(At(3), 3)), axis);
        return g.Emit("GatherElements", [x, g.Constant(TensorData.Of<long>(At(Shapes.Count(x.Shape)), x.Shape))], ElementType.Float, x.Shape, new() { { "axis", axis } });
    }

    private static Value TopK(RandomGraph r, GraphBuilder g, Value x)
    {
        var axis = Axis(r, x);
        long[] shape = [.. x.Shape];
        shape[axis] = 1 + r.Below((int)shape[axis]);
        return g.EmitMany("TopK", [x, g.Ints(shape[axis])], new() { { "axis", axis }, { "largest", r.Below(2) } }, (ElementType.Float, shape), (ElementType.Int64, shape))[0];
    }

    // Some rows replaced, added to or multiplied by those of another value.
    private static Value Scattered(RandomGraph r, GraphBuilder g, Value x)
    {
        long[] rows = [.. r.Order((int)x.Shape[0]).Take(1 + r.Below((int)x.Shape[0])).Select(row => (long)row)];
        var updates = g.Gather(g.Cos(r.Like(x)), g.Ints(rows), 0);
        return g.Emit("ScatterND", [x, g.Constant(TensorData.Of<long>(rows, rows.Length, 1)), updates], ElementType.Float, x.Shape, new() { { "reduction", r.Of("none", "add", "mul", "max", "min") } });
    }

    private static Value Pooled(RandomGraph r, GraphBuilder g, Value x)
    {
        var (stride, pad) = (1 + r.Below(2), r.Below(2));
        long Out(long n) => ((n + (2 * pad) - 2) / stride) + 1;
        return g.Emit(r.Of("AveragePool", "MaxPool", "LpPool"), [x], ElementType.Float, [.. x.Shape[..2], Out(x.Shape[2]), Out(x.Shape[3])],
            new() { { "kernel_shape", (int[])[2, 2] }, { "strides", (int[])[stride, stride] }, { "pads", (int[])[pad, pad, pad, pad] } });
    }
}
