using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>A row for every operator of the table, in the forms that its rule tells apart.</summary>
internal static class OperatorCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. new[] { "Abs", "Asinh", "Atan", "Cos", "Cosh", "Erf", "Exp", "Sin", "Sinh", "Tan", "Sigmoid", "Tanh", "Softplus", "Softsign", "Relu", "Neg", "Identity", "LeakyRelu", "Elu", "Selu", "HardSigmoid" }
            .Select(op => new OperatorCase(op, [[2, 3]], (g, x) => g.Unary(op, x[0]))),
        .. new[] { "Acos", "Asin", "Atanh" }.Select(op => new OperatorCase(op, [[2, 3]], (g, x) => g.Unary(op, x[0]), -0.8, 0.8)),
        .. new[] { "Log", "Sqrt", "Reciprocal", }.Select(op => new OperatorCase(op, [[2, 3]], (g, x) => g.Unary(op, x[0]), 0.5, 2)),
        new("Acosh", [[2, 3]], (g, x) => g.Unary("Acosh", x[0]), 1.5, 3),
        .. new[] { "Add", "Sub", "Mul", "Max", "Min" }.SelectMany(op => new[]
        {
            new OperatorCase(op, [[2, 3], [2, 3]], (g, x) => g.Binary(op, x[0], x[1])),
            new OperatorCase($"{op} broadcast", [[2, 1, 3], [4, 1]], (g, x) => g.Binary(op, x[0], x[1])),
            new OperatorCase($"{op} with itself", [[2, 3]], (g, x) => g.Binary(op, x[0], x[0])),
        }),
        new("Sum", [[2, 3], [3], [2, 1]], (g, x) => g.Emit("Sum", x, ElementType.Float, [2, 3])),
        new("Div", [[2, 3], [3]], (g, x) => g.Div(x[0], x[1]), 0.5, 2),
        new("Pow", [[2, 3], [3]], (g, x) => g.Pow(x[0], x[1]), 0.5, 2),
        new("Pow with whole exponent", [[2, 3]], (g, x) => g.Pow(x[0], g.Scalar(3))),
        new("Clip", [[3, 4]], (g, x) => g.Clip(x[0], -0.5, 0.5)),
        new("Where", [[2, 3], [3]], (g, x) => g.Where(g.Greater(x[0], g.Scalar(0)), x[0], g.Mul(x[1], x[1]))),
        new("Where with one branch", [[3]], (g, x) => g.Where(g.Constant(TensorData.Of([true, false], 2, 1)), x[0], g.Scalar(1))),
        new("PRelu", [[2, 3], [3]], (g, x) => g.Emit("PRelu", [x[0], x[1]], ElementType.Float, [2, 3])),
        new("Softmax", [[2, 3, 4]], (g, x) => g.Softmax(x[0], 1)),
        new("LogSoftmax", [[2, 5]], (g, x) => g.Unary("LogSoftmax", x[0])),
        new("MatMul", [[3, 4], [4, 5]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul batched", [[2, 3, 4], [2, 4, 5]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul broadcast", [[2, 3, 4], [4, 5]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul broadcast left", [[3, 4], [2, 4, 5]], (g, x) => g.MatMul(x[0], x[1])),
        new("MatMul of vectors", [[4], [4]], (g, x) => g.Emit("MatMul", x, ElementType.Float, [])),
        new("MatMul by vector", [[2, 3, 4], [4]], (g, x) => g.Emit("MatMul", x, ElementType.Float, [2, 3])),
        new("MatMul of vector", [[4], [2, 4, 3]], (g, x) => g.Emit("MatMul", x, ElementType.Float, [2, 3])),
        .. from ta in new[] { false, true }
           from tb in new[] { false, true }
           select new OperatorCase($"Gemm {ta} {tb}", [ta ? [4, 3] : [3, 4], tb ? [5, 4] : [4, 5], [5]], (g, x) => g.Gemm(x[0], x[1], ta, tb, x[2])),
        new("Gemm scaled", [[3, 4], [4, 5], [3, 1]], (g, x) => g.Emit("Gemm", x, ElementType.Float, [3, 5], new() { { "alpha", 0.5f }, { "beta", 2f } })),
        new("Conv 1-D", [[2, 3, 8], [4, 3, 3], [4]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(1, 3, 2, 1), x[2])),
        new("Conv 2-D", [[2, 2, 6, 5], [3, 2, 3, 3]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 1, 1))),
        new("Conv 2-D strided, dilated, uneven", [[1, 2, 9, 8], [3, 2, 3, 2]], (g, x) => g.Conv(x[0], x[1], new([3, 2], [2, 3], [2, 1], [1, 0], [2, 1]))),
        new("Conv 2-D grouped", [[2, 4, 5, 5], [6, 2, 3, 3]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 2, 1) with { Group = 2 })),
        new("Conv 2-D automatic padding", [[1, 2, 6, 5], [3, 2, 3, 4]], (g, x) => g.Emit("Conv", x, ElementType.Float, [1, 3, 3, 3], new() { { "auto_pad", "SAME_LOWER" }, { "strides", (int[])[2, 2] } })),
        new("Conv 3-D", [[2, 1, 6, 6, 6], [2, 1, 4, 4, 4]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(3, 4, 2, 1))),
        new("ConvTranspose 2-D", [[2, 3, 4, 4], [3, 2, 4, 4]], (g, x) => g.ConvTranspose(x[0], x[1], ConvolutionGeometry.Uniform(2, 4, 2, 1), [8, 8])),
        new("ConvTranspose 2-D stride 1", [[2, 3, 4, 4], [3, 2, 3, 3]], (g, x) => g.ConvTranspose(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 1, 1), [4, 4])),
        new("ConvTranspose 2-D grouped", [[1, 4, 3, 3], [4, 2, 3, 3]], (g, x) => g.ConvTranspose(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 2, 1) with { Group = 2 }, [6, 6])),
        new("ConvTranspose 1-D output padding", [[1, 2, 5], [2, 3, 3]], (g, x) => g.ConvTranspose(x[0], x[1], ConvolutionGeometry.Uniform(1, 3, 3, 0), [17])),
        .. new[] { "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceLogSumExp" }.SelectMany(op => new[]
        {
            new OperatorCase(op, [[2, 3, 4]], (g, x) => g.Emit(op, [x[0], g.Ints(1)], ElementType.Float, [2, 4], new() { { "keepdims", 0 } })),
            new OperatorCase($"{op} of all", [[2, 3]], (g, x) => g.Emit(op, [x[0]], ElementType.Float, [1, 1])),
            new OperatorCase($"{op} axes from the end", [[2, 3, 2]], (g, x) => g.Emit(op, [x[0], g.Ints(-1, 0)], ElementType.Float, [1, 3, 1])),
        }),
        new("Cast", [[2, 3]], (g, x) => g.Cast(g.Exp(g.Cast(x[0], ElementType.Double)), ElementType.Float)),
        new("Dropout", [[2, 3]], (g, x) => g.Unary("Dropout", x[0])),
        new("Reshape", [[2, 6]], (g, x) => g.Mul(g.Reshape(x[0], [3, -1]), g.Reshape(x[0], [3, 4]))),
        new("Flatten", [[2, 3, 2]], (g, x) => g.Emit("Flatten", [x[0]], ElementType.Float, [2, 6])),
        new("Squeeze", [[2, 1, 3]], (g, x) => g.Emit("Squeeze", [x[0], g.Ints(1)], ElementType.Float, [2, 3])),
        new("Unsqueeze", [[2, 3]], (g, x) => g.Emit("Unsqueeze", [x[0], g.Ints(0, -1)], ElementType.Float, [1, 2, 3, 1])),
        new("Transpose", [[2, 3, 4]], (g, x) => g.Transpose(x[0], [2, 0, 1])),
        new("Transpose by default", [[2, 3, 4]], (g, x) => g.Emit("Transpose", [x[0]], ElementType.Float, [4, 3, 2])),
        new("Expand", [[3, 1]], (g, x) => g.Expand(x[0], [2, 3, 4])),
        new("Concat", [[2, 3], [2, 2]], (g, x) => g.Concat(1, x[0], x[1], x[0])),
        new("Concat with constant", [[2, 3]], (g, x) => g.Concat(0, g.Constant(TensorData.Of([1f, 2, 3], 1, 3)), x[0], g.Constant(TensorData.Of([1f, 2, 3], 1, 3)), g.Exp(x[0]))),
        new("Split", [[2, 6]], (g, x) => Split(g, x[0])),
        new("Slice", [[4, 6]], (g, x) => g.Slice(x[0], 1, 1, 6, 2)),
        new("Slice by 32-bit bounds", [[4, 6]], (g, x) => g.Emit("Slice", [x[0], Int32(g, 1), Int32(g, 6), Int32(g, -1), Int32(g, 2)], ElementType.Float, [4, 3])),
        new("Reshape to a shape put together", [[2, 6]], (g, x) => g.Emit("Reshape", [g.Exp(x[0]), g.Concat(0, g.Ints(3), g.Ints(4))], ElementType.Float, [3, 4])),
        new("Concat with nothing", [[2, 3]], (g, x) => g.Concat(1, x[0], g.Constant(TensorData.Of<float>([], 2, 0)), g.Exp(x[0]))),
        new("Slice backwards", [[4, 6]], (g, x) => g.Emit("Slice", [x[0], g.Ints(-1, 3), g.Ints(-100, 1), g.Ints(1, 0), g.Ints(-2, -1)], ElementType.Float, [2, 3])),
        new("Tile", [[2, 3]], (g, x) => g.Emit("Tile", [x[0], g.Ints(2, 3)], ElementType.Float, [4, 9])),
        .. ResamplingCases.All, .. ContractionCases.All, .. ConvolutionCases.All,
        .. PoolingCases.All, .. NormalizationCases.All, .. IndexingCases.All, .. RearrangementCases.All, .. AttentionCases.All,
        .. new[] { "Celu", "HardSwish", "Mish", "Shrink" }.Select(op => new OperatorCase(op, [[2, 5]], (g, x) => g.Unary(op, x[0]), -1.5, 1.5)),
        new("ThresholdedRelu", [[2, 5]], (g, x) => g.Unary("ThresholdedRelu", x[0], new() { { "alpha", 0.3f } })),
        new("HardSwish in all parts", [[2, 7]], (g, x) => g.Unary("HardSwish", x[0]), -5, 5),
        new("Gelu", [[2, 5]], (g, x) => g.Unary("Gelu", x[0]), -2, 2) { Opset = 20 },
        new("Gelu by tanh", [[2, 5]], (g, x) => g.Unary("Gelu", x[0], new() { { "approximate", "tanh" } }), -2, 2) { Opset = 20 },
        new("Mean", [[2, 3], [3], [2, 1]], (g, x) => g.Emit("Mean", x, ElementType.Float, [2, 3])),
        new("Mod", [[2, 3], [3]], (g, x) => g.Emit("Mod", x, ElementType.Float, [2, 3], new() { { "fmod", 1 } }), 0.5, 2),
        new("Clip with moving bounds", [[3, 4], [], []], (g, x) => g.Emit("Clip", [x[0], g.Sub(x[1], g.Scalar(0.5)), g.Add(x[2], g.Scalar(0.5))], ElementType.Float, [3, 4]), -0.9, 0.9),
        new("Clip with crossed bounds", [[3, 4], [], []], (g, x) => g.Emit("Clip", [x[0], g.Add(x[1], g.Scalar(1)), g.Sub(x[2], g.Scalar(1))], ElementType.Float, [3, 4]), -0.5, 0.5),
        new("CastLike", [[2, 3]], (g, x) => g.Emit("CastLike", [g.Emit("CastLike", [x[0], g.Scalar(1, ElementType.Double)], ElementType.Double, [2, 3]), g.Scalar(1)], ElementType.Float, [2, 3])),
        new("CastLike of a constant", [[2, 3]], (g, x) => g.Mul(x[0], g.Emit("CastLike", [g.Ints(3), x[0]], ElementType.Float, [1]))),
        new("Celu far out", [[2, 3]], (g, x) => g.Unary("Celu", x[0], new() { { "alpha", 0.1f } }), 9.5, 11),
        new("Dropout by a ratio that moves", [[2, 3], []], (g, x) => g.Add(g.Mul(x[0], x[1]), g.Emit("Dropout", [g.Scalar(2), x[1]], ElementType.Float, [])), 0.2, 0.8),
        new("Pow by the exponent, of 0 too", [[3]], (g, x) => g.Pow(g.Constant(TensorData.Of([2f, 0, 0.5f], 3)), g.Add(x[0], g.Scalar(2)))),
        .. new[] { "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceLogSumExp", "ReduceLogSum", "ReduceProd" }.Select(op =>
            new OperatorCase($"{op} of no axes", [[2, 3]], (g, x) => g.Emit(op, [x[0]], ElementType.Float, [2, 3], new() { { "noop_with_empty_axes", 1 } }), 0.5, 1.5)),
        new("ReduceProd with zeros", [[3, 3]], (g, x) => g.Reduce("ReduceProd", g.Mul(x[0], g.Constant(TensorData.Of([1f, 0, 1, 1, 1, 1, 0, 1, 0], 3, 3))), [1], keep: false)),
        .. new[] { "ReduceLogSum", "ReduceProd" }.SelectMany(op => new[]
        {
            new OperatorCase(op, [[2, 3, 4]], (g, x) => g.Emit(op, [x[0], g.Ints(1)], ElementType.Float, [2, 4], new() { { "keepdims", 0 } }), 0.5, 1.5),
            new OperatorCase($"{op} of all", [[2, 3]], (g, x) => g.Emit(op, [x[0]], ElementType.Float, [1, 1]), 0.5, 1.5),
        }),
        .. new[] { "none", "sum", "mean" }.SelectMany(reduction => new[]
        {
            new OperatorCase($"NegativeLogLikelihoodLoss {reduction}", [[2, 3, 4]], (g, x) => Loss(g, "NegativeLogLikelihoodLoss", [x[0], Targets(g)], reduction)),
            new OperatorCase($"SoftmaxCrossEntropyLoss {reduction} weighted", [[2, 3, 4], [3]], (g, x) => Loss(g, "SoftmaxCrossEntropyLoss", [x[0], Targets(g), x[1]], reduction, 2), 0.5, 1.5),
        }),
        new("A small network", [[2, 5], [5, 7], [7], [7, 3]], (g, x) => g.Softmax(g.MatMul(g.Tanh(g.Add(g.MatMul(x[0], x[1]), x[2])), x[3]))),
    ];

    private static Value Int32(GraphBuilder g, int value) => g.Constant(TensorData.Of([value], 1));

    private static Value Targets(GraphBuilder g) => g.Constant(TensorData.Of([0L, 2, 1, 1, 2, 0, 2, 1], 2, 4));

    private static Value Loss(GraphBuilder g, string op, Value[] inputs, string reduction, int? ignored = null)
    {
        Attributes attributes = new() { { "reduction", reduction } };
        if (ignored is { } index)
            attributes.Add("ignore_index", index);
        return g.Emit(op, inputs, ElementType.Float, reduction == "none" ? [2, 4] : [], attributes);
    }

    private static Value Split(GraphBuilder g, Value x)
    {
        Value[] parts = [.. new long[] { 1, 2, 3 }.Select((length, i) => new Value($"part{i}", ElementType.Float, [2, length]))];
        g.Add(new Node("Split", [x, g.Ints(1, 2, 3)], parts, new() { { "axis", 1 } }));
        return g.Concat(1, parts[2], g.Mul(parts[0], parts[1]));
    }
}
