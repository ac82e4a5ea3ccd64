using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Padding, masks, sums and orders along axes.</summary>
internal static class RearrangementCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        new("Pad", [[2, 3]], (g, x) => g.Pad(x[0], [1, 0], [0, 2])),
        new("Pad negative", [[4, 3]], (g, x) => g.Pad(x[0], [-1, 0], [0, 2])),
        new("Pad some axes", [[2, 3, 2]], (g, x) => g.Emit("Pad", [x[0], g.Ints(1, 2), null, g.Ints(-1)], ElementType.Float, [2, 3, 5])),
        new("Pad with a moving number", [[2, 3], []], (g, x) => g.Emit("Pad", [x[0], g.Ints(1, 0, 0, 2), x[1]], ElementType.Float, [3, 5])),
        .. new[] { "reflect", "edge", "wrap" }.SelectMany(mode => new[]
        {
            Pad(mode, "", [3, 4], [2, 1, 1, 3], [6, 8]),
            Pad(mode, " as far as can be", [2, 4], [0, 3, 0, 3], [2, 10]),
            Pad(mode, " and crop", [2, 5], [0, -1, 0, 3], [2, 7]),
        }),
        .. new[] { 0, 1 }.SelectMany(corners => new[]
        {
            new OperatorCase($"AffineGrid {corners}", [[2, 2, 3]], (g, x) => g.Emit("AffineGrid", [x[0], g.Ints(2, 1, 3, 4)], ElementType.Float, [2, 3, 4, 2], new() { { "align_corners", corners } })) { Opset = 20 },
            new OperatorCase($"AffineGrid 3-D {corners}", [[1, 3, 4]], (g, x) => g.Emit("AffineGrid", [x[0], g.Ints(1, 1, 2, 3, 4)], ElementType.Float, [1, 2, 3, 4, 3], new() { { "align_corners", corners } })) { Opset = 20 },
        }),
        new("DequantizeLinear", [[]], (g, x) => g.Emit("DequantizeLinear", [g.Constant(TensorData.Of<byte>([1, 5, 200], 3)), x[0], g.Constant(TensorData.Of<byte>([7]))], ElementType.Float, [3])),
        new("DequantizeLinear along an axis", [[2]], (g, x) => g.Emit("DequantizeLinear", [g.Constant(TensorData.Of<byte>([1, 5, 200, 3, 9, 6], 1, 2, 3)), x[0]], ElementType.Float, [1, 2, 3], new() { { "axis", 1 } })),
        new("DynamicQuantizeLinear", [[5]], (g, x) => g.EmitMany("DynamicQuantizeLinear", x, Attributes.None, (ElementType.UInt8, [5]), (ElementType.Float, []), (ElementType.UInt8, []))[1]),
        new("Trilu", [[2, 3, 4]], (g, x) => g.Emit("Trilu", [x[0]], ElementType.Float, [2, 3, 4])),
        new("Trilu lower", [[3, 4]], (g, x) => g.Emit("Trilu", [x[0], g.Scalar(-1, ElementType.Int64)], ElementType.Float, [3, 4], new() { { "upper", 0 } })),
        .. from reverse in new[] { 0, 1 }
           from exclusive in new[] { 0, 1 }
           select new OperatorCase($"CumSum {reverse} {exclusive}", [[2, 4]], (g, x) => g.Emit("CumSum", [x[0], g.Scalar(-1, ElementType.Int64)], ElementType.Float, [2, 4],
               new() { { "reverse", reverse }, { "exclusive", exclusive } })),
        .. new[] { "DCR", "CRD" }.Select(mode => new OperatorCase($"DepthToSpace {mode}", [[2, 8, 2, 3]], (g, x) => g.Emit("DepthToSpace", [x[0]], ElementType.Float, [2, 2, 4, 6],
            new() { { "blocksize", 2 }, { "mode", mode } }))),
        new("SpaceToDepth", [[2, 2, 4, 6]], (g, x) => g.Emit("SpaceToDepth", [x[0]], ElementType.Float, [2, 8, 2, 3], new() { { "blocksize", 2 } })),
        new("ReverseSequence", [[4, 3, 2]], (g, x) => g.Emit("ReverseSequence", [x[0], g.Ints(1, 4, 3)], ElementType.Float, [4, 3, 2])),
        new("ReverseSequence batch first", [[3, 4]], (g, x) => g.Emit("ReverseSequence", [x[0], g.Ints(1, 4, 3)], ElementType.Float, [3, 4], new() { { "time_axis", 1 }, { "batch_axis", 0 } })),
        new("CenterCropPad", [[5, 4, 2]], (g, x) => g.Emit("CenterCropPad", [x[0], g.Ints(2, 7)], ElementType.Float, [2, 7, 2], new() { { "axes", (int[])[0, 1] } })),
        new("Col2Im", [[2, 8, 6]], (g, x) => g.Emit("Col2Im", [x[0], g.Ints(3, 4), g.Ints(2, 2)], ElementType.Float, [2, 2, 3, 4])),
        new("Col2Im strided and padded", [[1, 6, 6]], (g, x) => g.Emit("Col2Im", [x[0], g.Ints(4, 5), g.Ints(2, 3)], ElementType.Float, [1, 1, 4, 5],
            new() { { "strides", (int[])[2, 2] }, { "pads", (int[])[1, 0, 1, 0] } })),
    ];

    private static OperatorCase Pad(string mode, string form, long[] x, long[] pads, long[] y) => new($"Pad {mode}{form}", [x],
        (g, inputs) => g.Emit("Pad", [inputs[0], g.Ints(pads)], ElementType.Float, y, new() { { "mode", mode } })) { Opset = mode == "wrap" ? 19 : 18 };
}
