using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Pooling in the forms that its rules tell apart.</summary>
internal static class PoolingCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. new[] { "AveragePool", "MaxPool", "LpPool" }.SelectMany(op => new[]
        {
            Pool(op, "1-D", [2, 3, 8], [3], [2, 3, 6]),
            Pool(op, "2-D side by side", [1, 2, 6, 4], [2, 2], [1, 2, 3, 2], ("strides", (int[])[2, 2])),
            Pool(op, "2-D padded", [1, 2, 6, 5], [3, 2], [1, 2, 4, 3], ("strides", (int[])[2, 2]), ("pads", (int[])[1, 0, 2, 1])),
            Pool(op, "2-D same lower", [2, 1, 5, 6], [3, 3], [2, 1, 3, 3], ("strides", (int[])[2, 2]), ("auto_pad", "SAME_LOWER")),
            Pool(op, "2-D rounded up", [1, 1, 6, 7], [3, 2], [1, 1, 3, 4], ("strides", (int[])[2, 2]), ("ceil_mode", 1)),
            Pool(op, "3-D", [1, 2, 4, 4, 4], [2, 2, 2], [1, 2, 2, 2, 2], ("strides", (int[])[2, 2, 2])),
            Pool(op, "2-D dilated", [1, 2, 6, 6], [2, 2], [1, 2, 4, 4], ("dilations", (int[])[2, 2])) with { Opset = op == "AveragePool" ? 19 : 18 },
        }),
        Pool("AveragePool", "counting padding", [1, 2, 5, 5], [3, 3], [1, 2, 3, 3], ("strides", (int[])[2, 2]), ("pads", (int[])[1, 1, 1, 1]), ("count_include_pad", 1)),
        Pool("AveragePool", "counting padding, rounded up", [1, 1, 6, 6], [3, 3], [1, 1, 4, 4], ("strides", (int[])[2, 2]), ("pads", (int[])[1, 1, 1, 1]), ("count_include_pad", 1), ("ceil_mode", 1)),
        .. new[] { "AveragePool", "MaxPool", "LpPool" }.Select(op => Pool(op, "2-D same upper", [1, 2, 5, 6], [2, 3], [1, 2, 3, 3], ("strides", (int[])[2, 2]), ("auto_pad", "SAME_UPPER"))),
        Pool("AveragePool", "same upper counting padding", [1, 1, 5, 6], [3, 2], [1, 1, 3, 3], ("strides", (int[])[2, 2]), ("auto_pad", "SAME_UPPER"), ("count_include_pad", 1)),
        Pool("AveragePool", "dilated, rounded up, counting padding", [1, 1, 7, 8], [2, 3], [1, 1, 4, 4], ("strides", (int[])[2, 2]), ("dilations", (int[])[2, 2]), ("pads", (int[])[1, 1, 0, 1]),
            ("ceil_mode", 1), ("count_include_pad", 1)) with { Opset = 19 },
        Pool("MaxPool", "by columns", [2, 2, 4, 5], [2, 2], [2, 2, 3, 4], ("storage_order", 1)),
        Pool("LpPool", "of power 1", [1, 2, 4, 4], [2, 2], [1, 2, 3, 3], ("p", 1)),
        Pool("LpPool", "of power 3", [1, 2, 4, 4], [2, 2], [1, 2, 3, 3], ("p", 3)),
        .. new[] { "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" }.Select(op => new OperatorCase(op, [[2, 3, 3, 4]], (g, x) => g.Emit(op, [x[0]], ElementType.Float, [2, 3, 1, 1]), 0.1, 1)),
        new("GlobalLpPool of power 1", [[2, 3, 5]], (g, x) => g.Emit("GlobalLpPool", [x[0]], ElementType.Float, [2, 3, 1], new() { { "p", 1 } }), 0.1, 1),
        new("MaxUnpool", [[1, 1, 2, 2]], (g, x) => g.Emit("MaxUnpool", [x[0], g.Constant(TensorData.Of([5L, 7, 13, 15], 1, 1, 2, 2))], ElementType.Float, [1, 1, 4, 4],
            new() { { "kernel_shape", (int[])[2, 2] }, { "strides", (int[])[2, 2] } })),
    ];

    private static OperatorCase Pool(string op, string form, long[] x, int[] kernel, long[] y, params (string Name, object Value)[] more) => new($"{op} {form}", [x], (g, inputs) =>
    {
        Attributes attributes = new() { { "kernel_shape", kernel } };
        foreach (var (name, value) in more)
            attributes.Add(name, value);
        return g.Emit(op, [inputs[0]], ElementType.Float, y, attributes);
    });
}
