using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Fast forms of the two products that transposing a convolution needs.</summary>
internal static class ConvolutionForms
{
    /// <summary>The transposed convolution of u [N, M, …] with w [M, C/G, …] to spatial lengths <paramref name="lengths"/>.</summary>
    /// <remarks>
    /// With stride 1 it is a convolution with flipped weights, which the runtime computes faster (1.6 times, and 4 to 6 times with groups). Of a single place it is a
    /// matrix product: as a convolution it would multiply as often for every element of the kernel (132 of 496 ms in a volume generator, 32 vectors).
    /// </remarks>
    public static Value Transposed(GraphBuilder g, Value u, Value w, ConvolutionGeometry geometry, ReadOnlySpan<long> lengths)
    {
        var n = u.Shape[0];
        if (IsOneFilter(u, w))
        {
            var channels = Transposed(g, g.Reshape(u, [1, n, .. u.Shape[2..]]), g.Expand(w, [n, 1, .. w.Shape[2..]]), geometry with { Group = n }, lengths);
            return g.Reshape(channels, [n, 1, .. lengths]);
        }
        if (geometry.Group == 1 && Shapes.Count(u.Shape.AsSpan(2)) == 1 && geometry.Dilations.All(dilation => dilation == 1))
            return OfOnePlace(g, u, w, geometry, lengths);
        if (geometry.Strides.Any(stride => stride != 1))
            return g.ConvTranspose(u, w, geometry, lengths);
        var (before, after) = (new long[geometry.Dimensions], new long[geometry.Dimensions]);
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = geometry.Span(i) - 1 - geometry.PadsBefore[i];
            after[i] = lengths[i] + geometry.Span(i) - 1 - u.Shape[2 + i] - before[i];
            if (before[i] < 0 || after[i] < 0)
                return g.ConvTranspose(u, w, geometry, lengths);
        }
        return g.Conv(u, Flipped(g, w, geometry.Group), geometry with { PadsBefore = before, PadsAfter = after });
    }

    // u [N, M] · w [M, C κ], cut or padded to the lengths.
    private static Value OfOnePlace(GraphBuilder g, Value u, Value w, ConvolutionGeometry geometry, ReadOnlySpan<long> lengths)
    {
        var (n, m, c) = (u.Shape[0], w.Shape[0], w.Shape[1]);
        var y = g.Reshape(g.Gemm(g.Reshape(u, [n, m]), g.Reshape(w, [m, c * Shapes.Count(w.Shape.AsSpan(2))])), [n, c, .. w.Shape[2..]]);
        for (var i = 0; i < lengths.Length; i++)
        {
            var end = Math.Min(geometry.Kernel[i], geometry.PadsBefore[i] + lengths[i]);
            y = g.Slice(y, 2 + i, Math.Min(geometry.PadsBefore[i], end), end);
        }
        var missing = new long[y.Rank];
        for (var i = 0; i < lengths.Length; i++)
            missing[2 + i] = lengths[i] - y.Shape[2 + i];
        return g.Pad(y, new long[y.Rank], missing);
    }

    private static bool IsOneFilter(Value x, Value w) => x.HasShape && w.HasShape && x.Shape[0] > 1 && x.Shape[1] == 1 && w.Shape[0] == 1 && w.Shape[1] == 1;

    /// <summary>w [M, C/G, …] with every kernel reversed and channels exchanged inside each group, [C, M/G, …].</summary>
    public static Value Flipped(GraphBuilder g, Value w, long groups)
    {
        var (m, c, kernel) = (w.Shape[0] / groups, w.Shape[1], w.Shape[2..]);
        var apart = g.Reshape(w, [groups, m, c, .. kernel]);
        var flipped = g.Reshape(g.Transpose(apart, [0, 2, 1, .. Enumerable.Range(3, kernel.Length)]), [groups * c, m, .. kernel]);
        for (var axis = 2; axis < flipped.Rank; axis++)
            if (flipped.Shape[axis] > 1)
                flipped = g.Reverse(flipped, axis);
        return flipped;
    }

    /// <summary>
    /// The convolution of x [N, 1, …] with one filter w [1, 1, …], as blurs are exported, with the samples as the channels of one: the runtime rounds channels
    /// up to 8 or 16, so that one channel costs as much (3–9 times, measured). Null where x or w is something else.
    /// </summary>
    public static Value? EachSample(GraphBuilder g, Value x, Value w, ConvolutionGeometry geometry, Value? bias = null)
    {
        if (!IsOneFilter(x, w))
            return null;
        var n = x.Shape[0];
        var channels = g.Reshape(x, [1, n, .. x.Shape[2..]]);
        var y = g.Conv(channels, g.Expand(w, [n, 1, .. w.Shape[2..]]), geometry with { Group = n }, bias is null ? null : g.Expand(bias, [n]));
        return g.Reshape(y, [n, 1, .. y.Shape[2..]]);
    }

    /// <summary>
    /// ∂/∂w of ⟨u, conv(x, w)⟩ for x [N, C, …], u [N, M, …]: dw[m, c, κ] = Σ_{n, o} u[n, m, o] · x[n, c, stride·o + dilation·κ − pad],
    /// as one matrix product of u with the κ-shifted slices of x. The samples stand beside the positions, so that the product sums over both.
    /// </summary>
    public static Value WeightGradient(GraphBuilder g, Value x, Value u, ConvolutionGeometry geometry)
    {
        var (n, channels, outputs, groups) = (x.Shape[0], x.Shape[1], u.Shape[1], geometry.Group);
        var lengths = u.Shape[2..];
        var summed = n * Shapes.Count(lengths);
        var offsets = Offsets(geometry.Kernel).ToList();
        var padded = g.Pad(SamplesInside(g, x), [0, 0, .. geometry.PadsBefore], [0, 0, .. geometry.PadsAfter]);
        var columns = g.Concat(1, [.. offsets.Select(offset => g.Reshape(Shifted(g, padded, offset, lengths, geometry), [channels, 1, summed]))]);
        // [G, M/G, N O] · [G, N O, C/G κ].
        var left = g.Reshape(SamplesInside(g, u), [groups, outputs / groups, summed]);
        var right = g.TransposeLast(g.Reshape(columns, [groups, channels / groups * offsets.Count, summed]));
        return g.Reshape(g.MatMul(left, right), [outputs, channels / groups, .. geometry.Kernel]);
    }

    // [N, C, …] to [C, N, …].
    private static Value SamplesInside(GraphBuilder g, Value x) =>
        x.Shape[0] == 1 ? g.Reshape(x, [x.Shape[1], 1, .. x.Shape[2..]]) : g.Transpose(x, [1, 0, .. Enumerable.Range(2, x.Rank - 2)]);

    private static Value Shifted(GraphBuilder g, Value padded, long[] offset, long[] lengths, ConvolutionGeometry geometry)
    {
        for (var i = 0; i < offset.Length; i++)
        {
            var start = offset[i] * geometry.Dilations[i];
            padded = g.Slice(padded, 2 + i, start, start + ((lengths[i] - 1) * geometry.Strides[i]) + 1, geometry.Strides[i]);
        }
        return padded;
    }

    /// <summary>All index vectors below <paramref name="lengths"/>, the last one's fastest.</summary>
    public static IEnumerable<long[]> Offsets(IReadOnlyList<long> lengths)
    {
        IEnumerable<long[]> offsets = [[]];
        foreach (var length in lengths)
            offsets = offsets.SelectMany(head => Enumerable.Range(0, (int)length).Select(k => (long[])[.. head, k]));
        return offsets;
    }
}
