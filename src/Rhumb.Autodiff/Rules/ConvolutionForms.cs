using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Fast forms of the two products that transposing a convolution needs.</summary>
internal static class ConvolutionForms
{
    /// <summary>The transposed convolution of u [N, M, …] with w [M, C/G, …] to spatial lengths <paramref name="lengths"/>.</summary>
    /// <remarks>With stride 1 it is a convolution with flipped weights, which the runtime computes faster.</remarks>
    public static Value Transposed(GraphBuilder g, Value u, Value w, ConvolutionGeometry geometry, ReadOnlySpan<long> lengths)
    {
        if (geometry.Strides.Any(stride => stride != 1) || geometry.Group != 1)
            return g.ConvTranspose(u, w, geometry, lengths);
        var (before, after) = (new long[geometry.Dimensions], new long[geometry.Dimensions]);
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = geometry.Span(i) - 1 - geometry.PadsBefore[i];
            after[i] = lengths[i] + geometry.Span(i) - 1 - u.Shape[2 + i] - before[i];
            if (before[i] < 0 || after[i] < 0)
                return g.ConvTranspose(u, w, geometry, lengths);
        }
        return g.Conv(u, Flipped(g, w), geometry with { PadsBefore = before, PadsAfter = after });
    }

    // w [M, C, …] → [C, M, … reversed].
    private static Value Flipped(GraphBuilder g, Value w)
    {
        var flipped = g.Transpose(w, [1, 0, .. Enumerable.Range(2, w.Rank - 2)]);
        for (var axis = 2; axis < w.Rank; axis++)
            if (w.Shape[axis] > 1)
                flipped = g.Reverse(flipped, axis);
        return flipped;
    }

    /// <summary>
    /// ∂/∂w of ⟨u, conv(x, w)⟩ for x [N, C, …], u [N, M, …]: dw[m, c, κ] = Σ_{n, o} u[n, m, o] · x[n, c, stride·o + dilation·κ − pad],
    /// as one matrix product of u with the κ-shifted slices of x.
    /// </summary>
    public static Value WeightGradient(GraphBuilder g, Value x, Value u, ConvolutionGeometry geometry)
    {
        var (n, channels, outputs, groups) = (x.Shape[0], x.Shape[1], u.Shape[1], geometry.Group);
        var lengths = u.Shape[2..];
        var positions = Shapes.Count(lengths);
        var offsets = Offsets(geometry.Kernel).ToList();
        var padded = g.Pad(x, [0, 0, .. geometry.PadsBefore], [0, 0, .. geometry.PadsAfter]);
        var columns = g.Concat(2, [.. offsets.Select(offset => g.Reshape(Shifted(g, padded, offset, lengths, geometry), [n, channels, 1, positions]))]);
        // [N, G, C/G · κ, O] · [N, G, O, M/G], summed over N.
        var left = g.Reshape(columns, [n, groups, channels / groups * offsets.Count, positions]);
        var right = g.TransposeLast(g.Reshape(u, [n, groups, outputs / groups, positions]));
        var product = g.ReduceSum(g.MatMul(left, right), [0]);
        return g.Reshape(g.TransposeLast(product), [outputs, channels / groups, .. geometry.Kernel]);
    }

    private static Value Shifted(GraphBuilder g, Value padded, long[] offset, long[] lengths, ConvolutionGeometry geometry)
    {
        for (var i = 0; i < offset.Length; i++)
        {
            var start = offset[i] * geometry.Dilations[i];
            padded = g.Slice(padded, 2 + i, start, start + ((lengths[i] - 1) * geometry.Strides[i]) + 1, geometry.Strides[i]);
        }
        return padded;
    }

    private static IEnumerable<long[]> Offsets(IReadOnlyList<long> kernel)
    {
        IEnumerable<long[]> offsets = [[]];
        foreach (var length in kernel)
            offsets = offsets.SelectMany(head => Enumerable.Range(0, (int)length).Select(k => (long[])[.. head, k]));
        return offsets;
    }
}
