using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Linear resizing by whole factors in the engine's blocked layout. Its kernel for that is several times faster than the plain one, but is only chosen behind another blocked operator
/// and with a scale for each of four axes. A convolution of each channel of the small tensor with 1 is such an operator, and the convolution that mostly follows then finds the large
/// tensor in the layout that it needs.
/// </summary>
internal static class BlockedResizing
{
    // Channels in a block, and the length up to which there is nothing to gain.
    private const long Block = 16, Short = 16;

    /// <summary>Whether the engine has a blocked kernel for what the node does, and the axes are long enough for it.</summary>
    public static bool Applies(Node node)
    {
        var (x, attributes) = (node.Inputs[0]!, node.Attributes);
        if (x.Dims?.Count != 4 || x.Extents[1] <= 0 || x.Extents[1] % Block != 0 || attributes.String("mode", "nearest") != "linear" || attributes.Int("antialias", 0) != 0
            || attributes.String("keep_aspect_ratio_policy", "stretch") != "stretch" || Coordinates(node) is not ("half_pixel" or "pytorch_half_pixel" or "align_corners" or "asymmetric"))
            return false;
        var axes = ResizeGeometry.Of(node).Axes;
        return axes.Any(axis => axis.From > Short)
            && axes.All(axis => axis.Axis >= 2 && axis.From > 1 && axis.Length % axis.From == 0 && (axis.Scale is null || axis.Scale == axis.Length / axis.From));
    }

    /// <summary>The Resize node's result by way of blocks, or null where they do not apply.</summary>
    public static Value? Of(GraphBuilder g, Node node)
    {
        if (!Applies(node))
            return null;
        var (x, y) = (node.Inputs[0]!, node.Outputs[0]!);
        var channels = x.Extents[1];
        var blocked = g.Conv(x, g.Filled(1, x.ElementType, channels, 1, 1, 1), ConvolutionGeometry.Uniform(2, 1, 1, 0) with { Group = channels });
        float[] scales = [1, 1, 1, 1];
        foreach (var axis in ResizeGeometry.Of(node).Axes)
            scales[axis.Axis] = axis.Length / axis.From;
        var coordinates = Coordinates(node) == "pytorch_half_pixel" ? "half_pixel" : Coordinates(node);
        return g.Emit("Resize", [blocked, null, g.Constant(TensorData.Of<float>(scales, 4))], x.ElementType, y.Extents,
            new() { { "mode", "linear" }, { "coordinate_transformation_mode", coordinates } });
    }

    private static string Coordinates(Node node) => node.Attributes.String("coordinate_transformation_mode", "half_pixel");
}
