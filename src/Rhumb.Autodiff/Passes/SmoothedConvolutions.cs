using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// A convolution of what a Resize smoothed, channels first: y = Σ_κ w[κ] · (x ×₁ A_κ₁ ×₂ A_κ₂) with A_κ[i, o] = M[i, s o + d κ − b], M the resize's matrix along an axis and zero outside it.
/// Every element of the kernel mixes the channels of the small tensor, and matrices then carry all of them to their places: exact at the borders, for any scale,
/// padding and stride. Doubled and with a kernel of 3, that is 2¼ C + 7½ n products an element in place of 9 C.
/// </summary>
internal static class SmoothedConvolutions
{
    // Elements up to which one matrix for both axes at once is faster than one for each.
    private const long Few = 256;

    /// <summary>The result of the convolution, or null where that takes more than three quarters of its products: long axes, few channels, groups.</summary>
    public static Value? Of(GraphBuilder g, Node resize, Node conv)
    {
        var (x, w, y) = (resize.Inputs[0]!, conv.Inputs[1]!, conv.Outputs[0]!.Shape);
        var resized = ResizeGeometry.Of(resize);
        var geometry = ConvolutionGeometry.OfConv(conv, conv.Inputs[0]!.Shape.AsSpan(2), w.Shape.AsSpan(2));
        if (geometry.Group != 1 || !resized.Axes.Select(axis => axis.Axis).SequenceEqual([2, 3]))
            return null;
        var (batch, channels, height, width) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
        var (rows, columns) = (geometry.Kernel[0] * height, geometry.Kernel[1] * width);
        var products = (rows * columns * (channels + y[3])) + (rows * y[2] * y[3]);
        if (4 * products > 3 * channels * y[2] * y[3] * geometry.Kernel[0] * geometry.Kernel[1])
            return null;
        var mixed = g.MatMul(g.Reshape(g.Transpose(w, 0, 2, 3, 1), -1, channels), g.Reshape(x, batch, channels, height * width));
        Value[] taps = [.. resized.Axes.Select((axis, i) => Taps(g, resized.Matrix(g, axis, x.ElementType), geometry, i, y[2 + i]))];
        var result = rows * columns > Few ? OneByOne(g, g.Reshape(mixed, batch, y[1] * geometry.Kernel[0], geometry.Kernel[1], height, width), taps, y)
            : g.Reshape(g.MatMul(g.Reshape(mixed, batch, y[1], rows * columns), AtOnce(g, taps, geometry.Kernel)), y);
        return conv.Input(2) is { } bias ? g.Add(result, g.Reshape(bias, y[1], 1, 1)) : result;
    }

    // M [n, m] → A [κ n, o].
    private static Value Taps(GraphBuilder g, Value matrix, ConvolutionGeometry geometry, int i, long length)
    {
        var padded = g.Pad(matrix, [0, geometry.PadsBefore[i]], [0, geometry.PadsAfter[i]]);
        return g.Concat(0, [.. Enumerable.Range(0, (int)geometry.Kernel[i]).Select(tap => tap * geometry.Dilations[i])
            .Select(start => g.Slice(padded, 1, start, start + ((length - 1) * geometry.Strides[i]) + 1, geometry.Strides[i]))]);
    }

    // [N, M κ₁, κ₂, h, w] · A₂ along (κ₂, w), then A₁ along (κ₁, h).
    private static Value OneByOne(GraphBuilder g, Value mixed, Value[] taps, long[] y)
    {
        var flat = g.Reshape(g.Transpose(mixed, 0, 1, 3, 2, 4), y[0], -1, taps[1].Shape[0]);
        return g.MatMul(g.TransposeLast(taps[0]), g.Reshape(g.MatMul(flat, taps[1]), [.. y[..2], taps[0].Shape[0], y[3]]));
    }

    // A₁ ⊗ A₂ [κ₁ κ₂ h w, o₁ o₂].
    private static Value AtOnce(GraphBuilder g, Value[] taps, IReadOnlyList<long> kernel)
    {
        var (first, second) = (taps[0].Shape, taps[1].Shape);
        var left = g.Reshape(taps[0], kernel[0], 1, first[0] / kernel[0], 1, first[1], 1);
        return g.Reshape(g.Mul(left, g.Reshape(taps[1], 1, kernel[1], 1, second[0] / kernel[1], 1, second[1])), first[0] * second[0], first[1] * second[1]);
    }
}
