using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Writes operators in the forms that the runtime computes fastest, equal up to rounding; the gains were measured with ONNX Runtime 1.30 on two cores:
/// a ConvTranspose in one dimension as one in two (3–5×), a strided one in three dimensions or with groups as one convolution of all its phases (3–5×), in two as
/// one convolution for each (1.6×), the same filter for every sample as a convolution of channels (3–9×), cubic resizing as matrix products (25–80×), contractions
/// of two operands as matrix products, linear resizing in blocks, a convolution to few channels as one of several places at once. What the runtime computes fast but wrongly now and then,
/// <see cref="Accumulation"/> replaces.
/// </summary>
internal static class FastForms
{
    /// <summary>The graph, whose shapes are known up to one free axis a value.</summary>
    public static Graph Run(Graph graph, VaryingLengths varying)
    {
        var builder = new GraphBuilder("q_");
        var rewriter = new Rewriter();
        foreach (var original in graph.Nodes)
        {
            var node = rewriter.Of(original);
            var varies = varying.Reaches(original);
            if (Malformed.Told(node, () => Accumulation.Of(builder, node, varies) ?? (varies ? null : Faster(builder, node))) is not { } result)
                builder.Add(node);
            else if (graph.Outputs.Contains(node.Outputs[0]!))
                builder.Add(new Node("Identity", [result], [node.Outputs[0]], Attributes.None));
            else
                rewriter.Replace(node.Outputs[0]!, result);
        }
        return graph with { Nodes = builder.Nodes };
    }

    private static Value? Faster(GraphBuilder g, Node node) => node switch
    {
        { Domain: "", OpType: "ConvTranspose" } when node.Inputs[0]!.Dims?.Count == 3 => InTwoDimensions(g, node),
        { Domain: "", OpType: "ConvTranspose" } => SubPixels.Of(g, node),
        { Domain: "", OpType: "Conv" } when FewChannels.Of(g, node) is { } result => result,
        { Domain: "", OpType: "Conv" } when node.Inputs[0]!.HasShape && node.Inputs[1]!.HasShape => ConvolutionForms.EachSample(g, node.Inputs[0]!, node.Inputs[1]!,
            ConvolutionGeometry.OfConv(node, node.Inputs[0]!.Shape.AsSpan(2), node.Inputs[1]!.Shape.AsSpan(2)), node.Input(2)),
        { Domain: "", OpType: "Einsum" } => EinsumProducts.Of(g, node),
        { Domain: "", OpType: "Resize" } when node.Attributes.String("mode", "nearest") == "cubic" && node.Inputs[0]!.HasShape => Resampling.Products(g, node, node.Inputs[0]!),
        { Domain: "", OpType: "Resize" } => BlockedResizing.Of(g, node),
        _ => null,
    };

    // [N, C, n] → [N, C, 1, n]: the runtime has a faster way back from columns in two dimensions.
    private static Value? InTwoDimensions(GraphBuilder g, Node node)
    {
        var (x, w, y) = (node.Inputs[0]!.Extents, node.Inputs[1]!.Extents, node.Outputs[0]!.Extents);
        if (x.AsSpan(1).Contains(-1) || w.Count(length => length < 0) > 1 || y.Count(length => length < 0) > 1)
            return null;
        var geometry = ConvolutionGeometry.OfConvTranspose(node, x.AsSpan(2), w.AsSpan(2), y.AsSpan(2));
        static long[] Two(long first, IReadOnlyList<long> second) => [first, second[0]];
        var flat = new ConvolutionGeometry(Two(1, geometry.Kernel), Two(1, geometry.Strides), Two(1, geometry.Dilations), Two(0, geometry.PadsBefore), Two(0, geometry.PadsAfter), geometry.Group);
        var attributes = flat.ToTransposeAttributes([1, x[2]], [1, y[2]]);
        Value?[] inputs = [g.Reshape(node.Inputs[0]!, x[0], x[1], 1, x[2]), g.Reshape(node.Inputs[1]!, w[0], w[1], 1, w[2]), .. node.Inputs.Skip(2)];
        return g.Reshape(g.Emit("ConvTranspose", inputs, node.Outputs[0]!.ElementType, [y[0], y[1], 1, y[2]], attributes), y);
    }
}
