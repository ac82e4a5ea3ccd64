using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Resize in every mode, and GridSample.</summary>
internal static class ResamplingCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. from mode in new[] { "nearest", "linear", "cubic" }
           from coordinates in new[] { "half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric" }
           select Resize($"{mode} {coordinates}", [1, 2, 4, 5], [2, 3], [8, 3], new() { { "mode", mode }, { "coordinate_transformation_mode", coordinates } }),
        .. new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" }.Select(rounding =>
            Resize($"nearest {rounding}", [2, 1, 4, 3], [2, 3], [8, 5], new() { { "mode", "nearest" }, { "nearest_mode", rounding } })),
        .. new[] { "nearest", "linear", "cubic" }.Select(mode => Scaled($"{mode} by scales", [2, 2, 4, 4], [2, 3], [2f, 1.6f], new() { { "mode", mode } })),
        Scaled("nearest as PyTorch exports it", [2, 3, 3, 4], [2, 3], [2f, 3f],
            new() { { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" } }),
        Scaled("linear by a scale that does not fit", [1, 2, 7, 7], [2, 3], [0.6f, 0.6f], new() { { "mode", "linear" } }),
        Resize("linear 1-D", [2, 3, 5], [2], [9], new() { { "mode", "linear" } }),
        Resize("linear 3-D", [1, 2, 3, 4, 3], [2, 3, 4], [6, 5, 4], new() { { "mode", "linear" } }),
        Resize("linear of every axis", [4, 5], [0, 1], [7, 3], new() { { "mode", "linear" } }),
        Resize("nearest of the first axis", [2, 3], [0], [5], new() { { "mode", "nearest" } }),
        Resize("cubic without what lies outside", [1, 1, 4, 5], [2, 3], [7, 8], new() { { "mode", "cubic" }, { "exclude_outside", 1 }, { "cubic_coeff_a", -0.5f } }),
        Resize("linear antialiased", [1, 2, 8, 9], [2, 3], [4, 5], new() { { "mode", "linear" }, { "antialias", 1 } }),
        Resize("cubic antialiased", [1, 2, 8, 9], [2, 3], [4, 5], new() { { "mode", "cubic" }, { "antialias", 1 } }),
        new("Resize keeping the aspect", [[1, 1, 4, 6]], (g, x) => g.Emit("Resize", [x[0], null, null, g.Ints(8, 8)], ElementType.Float, [1, 1, 5, 8],
            new() { { "mode", "linear" }, { "axes", (int[])[2, 3] }, { "keep_aspect_ratio_policy", "not_larger" } })),
        Cropped("linear", 0.2f, 0.9f), Cropped("nearest", 0.1f, 0.7f), Cropped("linear", -0.4f, 1.2f),
        .. from mode in new[] { "bilinear", "bicubic" }
           from padding in new[] { "zeros", "border", "reflection" }
           from align in new[] { false, true }
           select GridSample($"{mode} {padding}{(align ? " aligned" : "")}", [2, 3, 4, 5], mode, padding, align),
        .. from padding in new[] { "zeros", "border", "reflection" }
           select new OperatorCase($"GridSample nearest {padding}", [[2, 3, 4, 5]], (g, x) => Sample(g, x[0], g.Constant(GraphRuns.Floats(3, 2, 3, 2, 2)), "nearest", padding, false)),
        GridSample("of one element", [1, 2, 1, 3], "bilinear", "reflection", true),
    ];

    private static OperatorCase Resize(string name, long[] shape, int[] axes, long[] sizes, Attributes attributes) => new($"Resize {name}", [shape], (g, x) =>
        g.Emit("Resize", [x[0], null, null, g.Ints(After(shape, axes, sizes))], ElementType.Float, After(shape, axes, sizes), attributes));

    private static OperatorCase Scaled(string name, long[] shape, int[] axes, float[] scales, Attributes attributes) => new($"Resize {name}", [shape], (g, x) =>
    {
        float[] all = [.. shape.Select((_, axis) => axes.Contains(axis) ? scales[Array.IndexOf(axes, axis)] : 1)];
        return g.Emit("Resize", [x[0], null, g.Constant(TensorData.Of<float>(all, all.Length))], ElementType.Float,
            [.. shape.Zip(all, (length, scale) => (long)(length * scale))], attributes);
    });

    private static OperatorCase Cropped(string mode, float start, float end) => new($"Resize {mode} cropped to {start}–{end}", [[1, 2, 5, 6]], (g, x) =>
        g.Emit("Resize", [x[0], g.Constant(TensorData.Of<float>([0, 0, start, start, 1, 1, end, end], 8)), null, g.Ints(1, 2, 4, 7)], ElementType.Float, [1, 2, 4, 7],
            new() { { "mode", mode }, { "coordinate_transformation_mode", "tf_crop_and_resize" }, { "extrapolation_value", 3f } }));

    private static long[] After(long[] shape, int[] axes, long[] sizes) => [.. shape.Select((length, axis) => axes.Contains(axis) ? sizes[Array.IndexOf(axes, axis)] : length)];

    // Places up to a fifth outside the data.
    private static OperatorCase GridSample(string name, long[] shape, string mode, string padding, bool align) =>
        new($"GridSample {name}", [shape, [shape[0], 3, 2, 2]], (g, x) => Sample(g, x[0], g.Mul(x[1], g.Scalar(1.2)), mode, padding, align));

    private static Value Sample(GraphBuilder g, Value x, Value grid, string mode, string padding, bool align) =>
        g.Emit("GridSample", [x, grid], ElementType.Float, [.. x.Shape[..2], .. grid.Shape[1..^1]],
            new() { { "mode", mode }, { "padding_mode", padding }, { "align_corners", align } });
}
