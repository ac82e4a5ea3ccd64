using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Convolutions in the forms that exporters write: automatic padding, given output shapes, weights that depend on the input.</summary>
internal static class ConvolutionCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }.Select(auto => new OperatorCase($"Conv 1-D {auto}", [[2, 2, 7], [3, 2, 4]], (g, x) =>
            g.Emit("Conv", x, ElementType.Float, [2, 3, auto == "VALID" ? 2 : 4], new() { { "auto_pad", auto }, { "strides", (int[])[2] } }))),
        new("Conv 1-D dilated and grouped", [[1, 4, 12], [4, 2, 3], [4]], (g, x) => g.Conv(x[0], x[1], new([3], [1], [3], [3], [2], 2), x[2])),
        new("Conv 2-D depthwise", [[2, 3, 5, 5], [6, 1, 3, 3]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 1, 1) with { Group = 3 })),
        new("Conv 2-D of one channel", [[3, 1, 5, 5], [1, 1, 3, 3]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 2, 1))),
        new("Conv 2-D of one channel with a fixed filter", [[3, 1, 5, 5]], (g, x) => g.Conv(x[0], g.Constant(GraphRuns.Floats(1, 1, 1, 3, 3)), ConvolutionGeometry.Uniform(2, 3, 1, 1))),
        new("Conv 2-D wider pads than the kernel", [[1, 1, 3, 3], [2, 1, 2, 2]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 2, 1, 3))),
        new("Conv 2-D whose last elements are not read", [[1, 2, 8, 7], [2, 2, 3, 3]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 3, 3, 0))),
        new("Conv 3-D grouped, dilated, uneven", [[1, 2, 5, 6, 7], [4, 1, 2, 3, 2]], (g, x) => g.Conv(x[0], x[1], new([2, 3, 2], [1, 2, 2], [2, 1, 3], [0, 1, 1], [1, 0, 2], 2))),
        new("Conv of one point", [[2, 3, 4, 4], [5, 3, 1, 1], [5]], (g, x) => g.Conv(x[0], x[1], ConvolutionGeometry.Uniform(2, 1, 1, 0), x[2])),
        .. new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }.Select(auto => new OperatorCase($"ConvTranspose 2-D {auto}", [[1, 2, 3, 4], [2, 3, 3, 4]], (g, x) =>
            g.Emit("ConvTranspose", x, ElementType.Float, auto == "VALID" ? [1, 3, 7, 10] : [1, 3, 6, 8], new() { { "auto_pad", auto }, { "strides", (int[])[2, 2] } }))),
        new("ConvTranspose 2-D to a given shape", [[1, 2, 3, 3], [2, 2, 3, 3], [2]], (g, x) =>
            g.Emit("ConvTranspose", x, ElementType.Float, [1, 2, 6, 5], new() { { "strides", (int[])[2, 2] }, { "output_shape", (int[])[6, 5] } })),
        new("ConvTranspose 1-D dilated, uneven", [[2, 2, 5], [2, 3, 3]], (g, x) =>
            g.Emit("ConvTranspose", x, ElementType.Float, [2, 3, 11], new() { { "strides", (int[])[2] }, { "dilations", (int[])[2] }, { "pads", (int[])[0, 2] } })),
        new("ConvTranspose 3-D", [[1, 2, 3, 3, 3], [2, 2, 4, 4, 4]], (g, x) => g.ConvTranspose(x[0], x[1], ConvolutionGeometry.Uniform(3, 4, 2, 1), [6, 6, 6])),
        new("ConvTranspose 2-D of one place", [[2, 3, 1, 1], [3, 2, 4, 3], [2]], (g, x) =>
            g.Emit("ConvTranspose", x, ElementType.Float, [2, 2, 3, 4], new() { { "strides", (int[])[2, 2] }, { "pads", (int[])[1, 0, 0, 0] }, { "output_padding", (int[])[0, 1] } })),
        new("Conv 3-D to one place", [[2, 2, 2, 3, 2], [3, 2, 2, 3, 2]], (g, x) => g.Conv(x[0], x[1], new([2, 3, 2], [1, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0]))),
        new("ConvTranspose 2-D grouped with output padding", [[2, 4, 3, 3], [4, 1, 3, 3], [2]], (g, x) =>
            g.Emit("ConvTranspose", x, ElementType.Float, [2, 2, 6, 6], new() { { "strides", (int[])[2, 2] }, { "pads", (int[])[1, 1, 1, 1] }, { "output_padding", (int[])[1, 1] }, { "group", 2 } })),
        new("Modulated convolution", [[2, 3], [1, 6, 4, 4], [5, 3, 3, 3]], Modulated),
        new("Modulated transposed convolution", [[2, 3], [1, 6, 3, 3], [5, 3, 3, 3]], ModulatedUp),
    ];

    // StyleGAN2: w [B, O, C, k, k] = W ∘ s, w / ‖w‖, and B samples as the groups of one.
    private static Value Weights(GraphBuilder g, Value styles, Value kernel)
    {
        var w = g.Mul(g.Reshape(kernel, 1, 5, 3, 3, 3), g.Reshape(g.Add(styles, g.Scalar(1.5)), 2, 1, 3, 1, 1));
        var norm = g.Reciprocal(g.Sqrt(g.Add(g.ReduceSum(g.Mul(w, w), [2, 3, 4], keep: true), g.Scalar(1e-2))));
        return g.Mul(w, norm);
    }

    private static Value Modulated(GraphBuilder g, Value[] x)
    {
        var y = g.Conv(x[1], g.Reshape(Weights(g, x[0], x[2]), 10, 3, 3, 3), ConvolutionGeometry.Uniform(2, 3, 1, 1) with { Group = 2 });
        return g.Reshape(y, 2, 5, 4, 4);
    }

    private static Value ModulatedUp(GraphBuilder g, Value[] x)
    {
        var w = g.Reshape(g.Transpose(Weights(g, x[0], x[2]), 0, 2, 1, 3, 4), 6, 5, 3, 3);
        return g.Reshape(g.ConvTranspose(x[1], w, ConvolutionGeometry.Uniform(2, 3, 2, 0) with { Group = 2 }, [7, 7]), 2, 5, 7, 7);
    }
}
