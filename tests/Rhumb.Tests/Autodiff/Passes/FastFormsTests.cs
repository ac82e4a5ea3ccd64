using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Fast forms compute what the plain ones do.</summary>
public sealed class FastFormsTests
{
    private static Model Fast(Model model) => model with { Graph = FastForms.Run(model.Graph, new VaryingLengths(model.Graph)) };

    private static void AssertSame(Model model, TensorData x)
    {
        var fast = Fast(model);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", x))["y"], GraphRuns.Run(fast, ("x", x))["y"], 1e-4);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void A_strided_transposed_convolution_with_groups(int groups)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 4, 5, 3);
        var geometry = new ConvolutionGeometry([4, 3], [2, 3], [1, 1], [1, 0], [1, 0], groups);
        var inputs = new[] { x, g.Constant(GraphRuns.Floats(1, 4, 3, 4, 3)), g.Constant(GraphRuns.Floats(2, 3 * groups)) };
        var y = g.Emit("ConvTranspose", inputs, ElementType.Float, [-1, 3 * groups, 10, 9], geometry.ToTransposeAttributes([5, 3], [10, 9]));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        AssertSame(model, GraphRuns.Floats(3, 2, 4, 5, 3));
        Assert.Equal(groups == 1, Fast(model).Graph.Nodes.Any(node => node.OpType == "ConvTranspose"));
    }

    // Kernel, stride, padding before, lengths from and to: phases with fewer elements than others, with none, shorter ones, and few channels.
    [Theory]
    [InlineData(4, 2, 1, 3, 6), InlineData(3, 2, 0, 3, 7), InlineData(3, 2, 1, 3, 5), InlineData(3, 2, 1, 3, 6), InlineData(2, 3, 0, 3, 9, 8, false), InlineData(6, 2, 2, 3, 6)]
    [InlineData(5, 3, 2, 4, 11), InlineData(7, 2, 3, 3, 5), InlineData(4, 2, 1, 3, 6, 3, false)]
    public void A_strided_transposed_convolution_in_two_dimensions(int kernel, int stride, int pad, int from, int to, int channels = 8, bool faster = true)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 2, from, 4);
        var after = After(kernel, stride, pad, from, to)[0];
        var geometry = new ConvolutionGeometry([kernel, 3], [stride, 1], [1, 1], [pad, 1], [after, 1]);
        var inputs = new[] { x, g.Constant(GraphRuns.Floats(1, 2, channels, kernel, 3)), g.Constant(GraphRuns.Floats(2, channels)) };
        var y = g.Emit("ConvTranspose", inputs, ElementType.Float, [-1, channels, to, 4], geometry.ToTransposeAttributes([from, 4], [to, 4]));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        AssertSame(model, GraphRuns.Floats(3, 2, 2, from, 4));
        Assert.Equal(faster, Fast(model).Graph.Nodes.All(node => node.OpType != "ConvTranspose"));
    }

    /// <summary>Of a wide stride the phases would be a thousand convolutions.</summary>
    [Theory, InlineData(8), InlineData(32)]
    public void Many_phases_stay_one_operator(int stride)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 2, 3, 3);
        var geometry = new ConvolutionGeometry([stride, stride], [stride, stride], [1, 1], [0, 0], [0, 0]);
        var y = g.Emit("ConvTranspose", [x, g.Constant(GraphRuns.Floats(1, 2, 8, stride, stride))], ElementType.Float, [-1, 8, 3 * stride, 3 * stride],
            geometry.ToTransposeAttributes([3, 3], [3L * stride, 3L * stride]));
        Assert.Contains(Fast(GraphRuns.Model(g, [x], g.Named("y", y))).Graph.Nodes, node => node.OpType == "ConvTranspose");
    }

    /// <summary>Phases of their own on both axes, with unequal padding and output padding.</summary>
    [Theory, InlineData(0), InlineData(1)]
    public void A_transposed_convolution_strided_on_both_axes(int more)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 3, 4, 3);
        var geometry = new ConvolutionGeometry([4, 5], [2, 3], [1, 1], [1, 0], [2, 1 - more]);
        long[] to = [(2 * 3) + 4 - 3, (3 * 2) + 5 - 1 + more];
        var y = g.Emit("ConvTranspose", [x, g.Constant(GraphRuns.Floats(1, 3, 9, 4, 5)), g.Constant(GraphRuns.Floats(2, 9))], ElementType.Float, [-1, 9, .. to], geometry.ToTransposeAttributes([4, 3], to));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        AssertSame(model, GraphRuns.Floats(3, 2, 3, 4, 3));
        Assert.DoesNotContain(Fast(model).Graph.Nodes, node => node.OpType == "ConvTranspose");
    }

    [Fact]
    public void One_filter_for_every_sample()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 5, 1, 6, 7);
        var y = g.Conv(x, g.Constant(GraphRuns.Floats(1, 1, 1, 4, 3)), new ConvolutionGeometry([4, 3], [1, 2], [1, 1], [1, 0], [2, 1]), g.Constant(GraphRuns.Floats(2, 1)));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        AssertSame(model, GraphRuns.Floats(3, 5, 1, 6, 7));
        Assert.Contains(Fast(model).Graph.Nodes, node => node.Attributes.Int("group", 1) == 5);
    }

    // Kernel, stride, padding before, lengths from and to, by axis.
    [Theory]
    [InlineData(4, 2, 1, 3, 6), InlineData(3, 2, 1, 3, 6), InlineData(3, 2, 0, 3, 7), InlineData(2, 2, 0, 3, 6), InlineData(5, 3, 2, 3, 9), InlineData(2, 3, 0, 3, 9)]
    [InlineData(4, 2, 3, 4, 6), InlineData(7, 2, 3, 3, 5), InlineData(4, 2, 1, 3, 8), InlineData(1, 2, 0, 3, 5), InlineData(4, 4, 0, 2, 8), InlineData(6, 2, 2, 3, 7)]
    public void A_strided_transposed_convolution_in_three_dimensions(int kernel, int stride, int pad, int from, int to)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 2, from, 3, from);
        var geometry = new ConvolutionGeometry([kernel, 3, kernel], [stride, 1, stride], [1, 1, 1], [pad, 1, pad], After(kernel, stride, pad, from, to));
        var inputs = new[] { x, g.Constant(GraphRuns.Floats(1, 2, 3, kernel, 3, kernel)), g.Constant(GraphRuns.Floats(2, 3)) };
        var y = g.Emit("ConvTranspose", inputs, ElementType.Float, [-1, 3, to, 3, to], geometry.ToTransposeAttributes([from, 3, from], [to, 3, to]));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        AssertSame(model, GraphRuns.Floats(3, 2, 2, from, 3, from));
        Assert.Equal(pad < kernel, Fast(model).Graph.Nodes.All(node => node.OpType != "ConvTranspose"));
    }

    [Theory]
    [InlineData(8, 4, 2, 5, 20, 1), InlineData(25, 4, 11, 4, 16, 1), InlineData(3, 2, 1, 5, 10, 2), InlineData(3, 1, 1, 5, 5, 2), InlineData(2, 3, 0, 4, 12, 1)]
    public void A_transposed_convolution_in_one_dimension(int kernel, int stride, int pad, int from, int to, int groups)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 2, from);
        var geometry = new ConvolutionGeometry([kernel], [stride], [1], [pad], [After(kernel, stride, pad, from, to)[0]], groups);
        var y = g.Emit("ConvTranspose", [x, g.Constant(GraphRuns.Floats(1, 2, 3, kernel)), g.Constant(GraphRuns.Floats(2, 3 * groups))], ElementType.Float, [-1, 3 * groups, to],
            geometry.ToTransposeAttributes([from], [to]));
        AssertSame(GraphRuns.Model(g, [x], g.Named("y", y)), GraphRuns.Floats(3, 2, 2, from));
    }

    [Theory, InlineData(7, 9), InlineData(8, 3)]
    public void Cubic_resizing(int height, int width)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 2, 4, 5);
        var y = g.Emit("Resize", [x, null, null, g.Ints(1, 2, height, width)], ElementType.Float, [1, 2, height, width], new() { { "mode", "cubic" } });
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        AssertSame(model, GraphRuns.Floats(3, 1, 2, 4, 5));
        Assert.Contains(Fast(model).Graph.Nodes, node => node.OpType is "MatMul" or "Gemm");
    }

    // Padding after as the lengths need it; what is missing becomes output padding.
    private static long[] After(int kernel, int stride, int pad, int from, int to)
    {
        var after = Math.Max(0, (stride * (from - 1)) + kernel - pad - to);
        return [after, 1, after];
    }
}
