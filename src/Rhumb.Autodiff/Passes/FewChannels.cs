using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// A convolution to few channels, as a picture's last one: the engine computes 16 at once, whether or not there are so many. With the 2 × 2 neighbours of every second place as channels,
/// y[m, 2 i + r, 2 j + q] = Σ_κ w[m, κ] x[2 i + r + κ − b, …], the same lanes hold four places: a kernel longer by one, read with stride 2, in a quarter of the places.
/// </summary>
internal static class FewChannels
{
    // Channels computed at once, those needed to fill them, and the shortest axis that was measured to gain.
    private const long Lanes = 16, Enough = 8, Short = 32;

    /// <summary>The result of a Conv node, or null: other than two dimensions, groups, strides, dilations, a kernel of one element, odd lengths, many channels.</summary>
    public static Value? Of(GraphBuilder g, Node node)
    {
        var (x, w, y) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]!.Extents);
        if (x.ElementType != ElementType.Float || y.Length != 4 || !w.HasShape || x.Extents.AsSpan(1).Contains(-1) || 4 * w.Shape[0] > Lanes || w.Shape[1] < Enough
            || y.Skip(2).Any(length => length < Short || length % 2 != 0))
            return null;
        var geometry = ConvolutionGeometry.OfConv(node, x.Extents.AsSpan(2), w.Shape.AsSpan(2));
        if (geometry.Group != 1 || geometry.Kernel.Contains(1) || geometry.Strides.Concat(geometry.Dilations).Any(step => step != 1))
            return null;
        var (channels, kernel) = (w.Shape[0], geometry.Kernel.Select(length => length + 1).ToArray());
        var shifted = ConvolutionForms.Offsets([2, 2]).Select(by => g.Pad(w, [0, 0, .. by], [0, 0, 1 - by[0], 1 - by[1]]));
        var kernels = g.Concat(1, [.. shifted.Select(each => g.Reshape(each, channels, 1, w.Shape[1], kernel[0], kernel[1]))]);
        var bias = node.Input(2) is { } one ? g.Reshape(g.Expand(g.Reshape(one, channels, 1), channels, 4), 4 * channels) : null;
        var places = g.Conv(x, g.Reshape(kernels, 4 * channels, w.Shape[1], kernel[0], kernel[1]), geometry with { Kernel = kernel, Strides = [2, 2] }, bias);
        return g.Emit("DepthToSpace", [places], x.ElementType, y, new() { { "blocksize", 2 }, { "mode", "CRD" } });
    }
}
