using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// A transposed convolution of stride s as a convolution with sᵈ times the channels, interleaved. Along one axis, output o = s i + r reads the kernel's elements
/// κ ≡ r + b (mod s), b the padding before: y[s i + r] = Σ_j w[κ₀ + s j] x[i + q − j], κ₀ = (r + b) mod s, q = ⌊(r + b) / s⌋. All phases r have kernels of
/// ⌈k / s⌉ elements, the last of them possibly zero, and differ by the shift q alone.
/// </summary>
internal static class SubPixels
{
    /// <summary>The result of a ConvTranspose node, or null where the form does not apply: dilation, no stride, or padding wider than the kernel.</summary>
    public static Value? Of(GraphBuilder g, Node node)
    {
        var (x, w, y) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]!.Extents);
        if (x.Extents.AsSpan(1).Contains(-1) || w.Extents.Contains(-1) || y.AsSpan(1).Contains(-1))
            return null;
        var geometry = ConvolutionGeometry.OfConvTranspose(node, x.Extents.AsSpan(2), w.Shape.AsSpan(2), y.AsSpan(2));
        if (geometry.Dilations.Any(dilation => dilation != 1) || geometry.Strides.All(stride => stride == 1))
            return null;
        Axis[] axes = [.. Enumerable.Range(0, geometry.Dimensions).Select(i => new Axis(x.Extents[2 + i], y[2 + i], geometry.Kernel[i], geometry.Strides[i], geometry.PadsBefore[i]))];
        return axes.Any(axis => axis.Before < 0) ? null : Interleaved(g, x, w, node.Input(2), axes, geometry.Group, y);
    }

    // One axis: its lengths, kernel, stride and padding, and what follows for the convolution of all phases.
    private sealed record Axis(long From, long To, long Kernel, long Stride, long Pad)
    {
        public long Taps => (Kernel + Stride - 1) / Stride;
        public long Length => (To + Stride - 1) / Stride;
        public long First(long phase) => (phase + Pad) % Stride;
        public long Shift(long phase) => ((phase + Pad) / Stride) - (Pad / Stride);
        public long Before => Taps - 1 - (Pad / Stride);
        public long After => Math.Max(0, Length + Shift(Stride - 1) - From - Before + Taps - 1);
    }

    private static Value Interleaved(GraphBuilder g, Value x, Value w, Value? bias, Axis[] axes, long groups, long[] y)
    {
        var (d, m) = (axes.Length, w.Shape[1]);
        long[] Each(Func<Axis, long> of) => [.. axes.Select(of)];
        IEnumerable<long[]> phases = [[]];
        foreach (var axis in axes)
            phases = phases.SelectMany(head => Enumerable.Range(0, (int)axis.Stride).Select(r => (long[])[.. head, r]));
        var all = phases.ToList();
        // Channels are [group, phase, m].
        var apart = g.Reshape(g.Pad(w, new long[d + 2], [0, 0, .. Each(axis => (axis.Taps * axis.Stride) - axis.Kernel)]),
            [groups, w.Shape[0] / groups, m, .. Each(axis => axis.Taps * axis.Stride)]);
        var kernels = g.Reshape(g.Concat(1, [.. all.Select(phase => Kernel(g, apart, axes, phase))]), [groups * all.Count * m, w.Shape[0] / groups, .. Each(axis => axis.Taps)]);
        var geometry = new ConvolutionGeometry(Each(axis => axis.Taps), Each(_ => 1), Each(_ => 1), Each(axis => axis.Before), Each(axis => axis.After), groups);
        var z = g.Conv(x, kernels, geometry, bias is null ? null : g.Reshape(g.Expand(g.Reshape(bias, groups, 1, m), [groups, all.Count, m]), groups * all.Count * m));
        z = g.Reshape(z, [y[0], groups, all.Count * m, .. z.Extents[2..]]);
        var shifted = g.Concat(2, [.. all.Select((phase, i) => Shifted(g, g.Slice(z, 2, i * m, (i + 1) * m), axes, phase))]);
        var turned = g.Transpose(g.Reshape(shifted, [y[0], groups, .. Each(axis => axis.Stride), m, .. Each(axis => axis.Length)]),
            [0, 1, d + 2, .. Enumerable.Range(0, d).SelectMany(i => new[] { d + 3 + i, 2 + i })]);
        var result = g.Reshape(turned, [y[0], groups * m, .. Each(axis => axis.Length * axis.Stride)]);
        for (var i = 0; i < d; i++)
            result = g.Slice(result, 2 + i, 0, axes[i].To);
        return result;
    }

    // w [G, C/G, m, …] → [G, m, C/G, …], every s-th element from κ₀ on, reversed.
    private static Value Kernel(GraphBuilder g, Value w, Axis[] axes, long[] phase)
    {
        for (var i = 0; i < axes.Length; i++)
        {
            var first = axes[i].First(phase[i]);
            w = g.Slice(w, 3 + i, first, first + ((axes[i].Taps - 1) * axes[i].Stride) + 1, axes[i].Stride);
            if (axes[i].Taps > 1)
                w = g.Reverse(w, 3 + i);
        }
        return g.Transpose(w, [0, 2, 1, .. Enumerable.Range(3, axes.Length)]);
    }

    private static Value Shifted(GraphBuilder g, Value z, Axis[] axes, long[] phase)
    {
        for (var i = 0; i < axes.Length; i++)
            z = g.Slice(z, 3 + i, axes[i].Shift(phase[i]), axes[i].Shift(phase[i]) + axes[i].Length);
        return z;
    }
}
