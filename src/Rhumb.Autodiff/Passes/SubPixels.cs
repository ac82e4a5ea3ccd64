using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// A transposed convolution of stride s as sᵈ small convolutions, interleaved. Along one axis, output o = s i + r reads the kernel's elements κ ≡ r + b (mod s), b
/// the padding before: y[s i + r] = Σ_j w[κ₀ + s j] x[i + q − j], κ₀ = (r + b) mod s, q = ⌊(r + b) / s⌋. In two dimensions without groups each phase r is its own,
/// because the runtime's blocked convolutions take any padding for nothing; otherwise all phases are one convolution with kernels of ⌈k / s⌉ elements, the last of them
/// possibly zero, and differ by the shift q alone. Joining along a new last axis interleaves three to six times faster than a transposition.
/// </summary>
internal static class SubPixels
{
    /// <summary>Phases beyond which the form has more nodes than it saves.</summary>
    public const long MostPhases = 32;

    // Channels that the runtime computes at once: fewer cost as much in each of the phases.
    private const long Block = 8;

    /// <summary>
    /// The result of a ConvTranspose node, or null where the form does not apply: dilation, no stride, a long one, padding wider than the kernel, and in two dimensions
    /// without groups a stride longer than the kernel, a result shorter than what it is made of, or few channels.
    /// </summary>
    public static Value? Of(GraphBuilder g, Node node)
    {
        var (x, w, y) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]!.Extents);
        if (x.Extents.AsSpan(1).Contains(-1) || w.Extents.Contains(-1) || y.AsSpan(1).Contains(-1))
            return null;
        var geometry = ConvolutionGeometry.OfConvTranspose(node, x.Extents.AsSpan(2), w.Shape.AsSpan(2), y.AsSpan(2));
        if (geometry.Dilations.Any(dilation => dilation != 1) || geometry.Strides.All(stride => stride == 1) || Shapes.Count([.. geometry.Strides]) > MostPhases)
            return null;
        Axis[] axes = [.. Enumerable.Range(0, geometry.Dimensions).Select(i => new Axis(x.Extents[2 + i], y[2 + i], geometry.Kernel[i], geometry.Strides[i], geometry.PadsBefore[i]))];
        var apart = axes.Length == 2 && geometry.Group == 1;
        if (apart ? w.Shape[1] < Block || axes.Any(axis => !axis.IsApart) : axes.Any(axis => axis.Before < 0))
            return null;
        var shape = new Problem(x, w, node.Input(2), axes, [.. ConvolutionForms.Offsets(geometry.Strides)], geometry.Group);
        return Interleaved(g, apart ? Apart(g, shape) : Together(g, shape), axes, y);
    }

    private sealed record Problem(Value X, Value W, Value? Bias, Axis[] Axes, long[][] Phases, long Groups)
    {
        public long Channels => W.Shape[1];
        public long[] Each(Func<Axis, long> of) => [.. Axes.Select(of)];
    }

    // One axis: its lengths, kernel, stride and padding, and what follows for the convolution of all phases and of each.
    private sealed record Axis(long From, long To, long Kernel, long Stride, long Pad)
    {
        public long Taps => (Kernel + Stride - 1) / Stride;
        public long Length => (To + Stride - 1) / Stride;
        public long First(long phase) => (phase + Pad) % Stride;
        public long Shift(long phase) => ((phase + Pad) / Stride) - (Pad / Stride);
        public long Before => Taps - 1 - (Pad / Stride);
        public long After => Math.Max(0, Length + Shift(Stride - 1) - From - Before + Taps - 1);

        public long OwnTaps(long phase) => (Kernel - First(phase) + Stride - 1) / Stride;
        public long OwnBefore(long phase) => OwnTaps(phase) - 1 - ((phase + Pad) / Stride);
        public long OwnAfter(long phase) => Length + ((phase + Pad) / Stride) - From;
        public bool IsApart => Enumerable.Range(0, (int)Stride).All(phase => First(phase) < Kernel && OwnBefore(phase) >= 0 && OwnAfter(phase) >= 0);
    }

    private static Value[] Apart(GraphBuilder g, Problem p) => [.. p.Phases.Select(phase =>
    {
        long[] Each(Func<Axis, long, long> of) => [.. p.Axes.Zip(phase, of)];
        var w = p.W;
        for (var i = 0; i < p.Axes.Length; i++)
            w = Every(g, w, 2 + i, p.Axes[i].First(phase[i]), p.Axes[i].OwnTaps(phase[i]), p.Axes[i].Stride);
        var geometry = new ConvolutionGeometry(Each((axis, r) => axis.OwnTaps(r)), p.Each(_ => 1), p.Each(_ => 1), Each((axis, r) => axis.OwnBefore(r)), Each((axis, r) => axis.OwnAfter(r)));
        return g.Conv(p.X, g.Transpose(w, [1, 0, .. Enumerable.Range(2, p.Axes.Length)]), geometry, p.Bias);
    })];

    private static Value[] Together(GraphBuilder g, Problem p)
    {
        var (d, m, count) = (p.Axes.Length, p.Channels, p.Phases.Length);
        // Channels are [group, phase, m].
        var padded = g.Reshape(g.Pad(p.W, new long[d + 2], [0, 0, .. p.Each(axis => (axis.Taps * axis.Stride) - axis.Kernel)]),
            [p.Groups, p.W.Shape[0] / p.Groups, m, .. p.Each(axis => axis.Taps * axis.Stride)]);
        var kernels = g.Reshape(g.Concat(1, [.. p.Phases.Select(phase => Kernel(g, padded, p.Axes, phase))]), [p.Groups * count * m, p.W.Shape[0] / p.Groups, .. p.Each(axis => axis.Taps)]);
        var geometry = new ConvolutionGeometry(p.Each(axis => axis.Taps), p.Each(_ => 1), p.Each(_ => 1), p.Each(axis => axis.Before), p.Each(axis => axis.After), p.Groups);
        var bias = p.Bias is null ? null : g.Reshape(g.Expand(g.Reshape(p.Bias, p.Groups, 1, m), [p.Groups, count, m]), p.Groups * count * m);
        var z = g.Conv(p.X, kernels, geometry, bias);
        z = g.Reshape(z, [z.Extents[0], p.Groups, count * m, .. z.Extents[2..]]);
        return [.. p.Phases.Select((phase, i) =>
        {
            long[] starts = [i * m, .. p.Axes.Zip(phase, (axis, r) => axis.Shift(r))], lengths = [m, .. p.Each(axis => axis.Length)];
            var part = g.Slice(z, 2, starts, lengths);
            return g.Reshape(part, [z.Extents[0], p.Groups * m, .. lengths[1..]]);
        })];
    }

    // w [G, C/G, m, …] → [G, m, C/G, …], every s-th element from κ₀ on, reversed.
    private static Value Kernel(GraphBuilder g, Value w, Axis[] axes, long[] phase)
    {
        for (var i = 0; i < axes.Length; i++)
            w = Every(g, w, 3 + i, axes[i].First(phase[i]), axes[i].Taps, axes[i].Stride);
        return g.Transpose(w, [0, 2, 1, .. Enumerable.Range(3, axes.Length)]);
    }

    private static Value Every(GraphBuilder g, Value w, int axis, long first, long count, long stride)
    {
        w = g.Slice(w, axis, first, first + ((count - 1) * stride) + 1, stride);
        return count > 1 ? g.Reverse(w, axis) : w;
    }

    // Phases [N, C, …] in the order of their indices, the last axis' fastest: joined axis by axis from the last, then cut to the lengths asked for.
    private static Value Interleaved(GraphBuilder g, Value[] phases, Axis[] axes, long[] y)
    {
        for (var i = axes.Length - 1; i >= 0; i--)
        {
            var behind = 3 + i;
            phases = [.. phases.Chunk((int)axes[i].Stride).Select(chunk =>
            {
                var shape = chunk[0].Extents;
                var joined = g.Concat(behind, [.. chunk.Select(part => g.Reshape(part, [.. shape[..behind], 1, .. shape[behind..]]))]);
                return g.Reshape(joined, [.. shape[..(behind - 1)], shape[behind - 1] * axes[i].Stride, .. shape[behind..]]);
            })];
        }
        return g.Slice(phases[0], 2, new long[axes.Length], y[2..]);
    }
}
