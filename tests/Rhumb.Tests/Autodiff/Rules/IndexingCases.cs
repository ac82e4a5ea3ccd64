using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Reading and writing at indices in the forms that the rules tell apart.</summary>
internal static class IndexingCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        new("Gather", [[4, 3]], (g, x) => g.Gather(x[0], g.Constant(TensorData.Of([0L, 2, 2, -1], 2, 2)), 0)),
        new("Gather inner axis", [[2, 4, 3]], (g, x) => g.Gather(x[0], g.Constant(TensorData.Of([3L, 3, 0], 3)), 1)),
        new("GatherND", [[3, 4, 2]], (g, x) => g.Emit("GatherND", [x[0], g.Constant(TensorData.Of([0L, 1, 2, 3, 0, 1], 3, 2))], ElementType.Float, [3, 2])),
        new("GatherND in batches", [[2, 3, 4, 2]], (g, x) => g.Emit("GatherND", [x[0], g.Constant(TensorData.Of([0L, 1, 2, 3, 0, -1, 1, 1], 2, 2, 2))], ElementType.Float, [2, 2, 2], new() { { "batch_dims", 1 } })),
        new("GatherElements", [[3, 4]], (g, x) => g.Emit("GatherElements", [x[0], g.Constant(TensorData.Of([0L, 2, -1, 2, 1, 0], 3, 2))], ElementType.Float, [3, 2], new() { { "axis", 1 } })),
        new("GatherElements first axis", [[3, 2, 2]], (g, x) => g.Emit("GatherElements", [x[0], g.Constant(TensorData.Of([0L, 2, -1, 2], 1, 2, 2))], ElementType.Float, [1, 2, 2])),
        .. new[] { "none", "add", "mul", "max", "min" }.SelectMany(reduction => new[]
        {
            new OperatorCase($"ScatterND {reduction}", [[4, 2], [3, 2]], (g, x) => Scatter(g, "ScatterND", x, TensorData.Of([1L, 3, 0], 3, 1), reduction), 0.5, 1.5),
            new OperatorCase($"ScatterElements {reduction}", [[3, 4], [3, 2]], (g, x) => Scatter(g, "ScatterElements", x, TensorData.Of([0L, 2, -1, 2, 1, 0], 3, 2), reduction), 0.5, 1.5),
        }),
        .. new[] { "add", "mul", "max", "min" }.Select(reduction =>
            new OperatorCase($"ScatterElements {reduction} twice to one place", [[3, 4], [3, 3]], (g, x) => Scatter(g, "ScatterElements", x, TensorData.Of([0L, 2, 0, -1, 2, -1, 1, 1, 1], 3, 3), reduction), 0.5, 1.5)),
        new("ScatterND add twice to one place", [[4, 2], [3, 2]], (g, x) => g.ScatterNdAdd(x[0], g.Constant(TensorData.Of([1L, 3, 1], 3, 1)), x[1])),
        new("TopK", [[3, 5]], (g, x) => TopK(g, x[0], [3, 2], [])),
        new("TopK smallest along the first axis", [[4, 3]], (g, x) => TopK(g, x[0], [2, 3], new() { { "axis", 0 }, { "largest", 0 } })),
        new("Compress", [[3, 4]], (g, x) => g.Emit("Compress", [x[0], g.Constant(TensorData.Of([true, false, true], 3))], ElementType.Float, [2, 4], new() { { "axis", 0 } })),
        new("Compress flattened", [[3, 2]], (g, x) => g.Emit("Compress", [x[0], g.Constant(TensorData.Of([true, false, false, true, true], 5))], ElementType.Float, [3])),
        new("Range", [[], []], (g, x) => g.Emit("Range", [x[0], g.Add(x[0], g.Mul(g.Add(x[1], g.Scalar(2)), g.Scalar(3.5))), g.Add(x[1], g.Scalar(2))], ElementType.Float, [4])),
        new("OneHot", [[2]], (g, x) => g.Emit("OneHot", [g.Constant(TensorData.Of([0L, 2, 1], 3)), g.Ints(4), x[0]], ElementType.Float, [3, 4])),
    ];

    private static Value Scatter(GraphBuilder g, string op, Value[] x, TensorData indices, string reduction)
    {
        Attributes attributes = new() { { "reduction", reduction } };
        if (op == "ScatterElements")
            attributes.Add("axis", 1);
        return g.Emit(op, [x[0], g.Constant(indices), x[1]], ElementType.Float, x[0].Shape, attributes);
    }

    private static Value TopK(GraphBuilder g, Value x, long[] shape, Attributes attributes) =>
        g.EmitMany("TopK", [x, g.Ints(2)], attributes, (ElementType.Float, shape), (ElementType.Int64, shape))[0];
}
