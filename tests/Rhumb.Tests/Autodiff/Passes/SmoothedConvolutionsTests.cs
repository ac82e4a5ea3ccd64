using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>A smooth Resize and Conv as products at the smaller size: value, JVP and VJP are those of the two.</summary>
public sealed class SmoothedConvolutionsTests
{
    // Lengths before and after resizing, kernel, stride, dilation, padding before and after. The first two are short enough for one matrix of both axes.
    [Theory]
    [InlineData("linear", "half_pixel", 4, 8, 4, 8, 3, 1, 1, 1, 1), InlineData("linear", "align_corners", 3, 7, 5, 9, 3, 1, 1, 0, 2)]
    [InlineData("linear", "half_pixel", 6, 12, 7, 14, 3, 1, 1, 1, 1), InlineData("linear", "asymmetric", 6, 18, 5, 10, 4, 1, 1, 2, 1), InlineData("cubic", "half_pixel", 6, 11, 7, 13, 3, 1, 1, 1, 1)]
    [InlineData("linear", "half_pixel", 5, 20, 6, 25, 3, 2, 1, 1, 0), InlineData("linear", "pytorch_half_pixel", 6, 13, 7, 15, 3, 1, 2, 2, 1), InlineData("linear", "half_pixel", 6, 24, 7, 22, 3, 2, 2, 2, 1)]
    public void Value_and_derivatives_are_the_same(string mode, string coordinates, int height, int tall, int width, int wide, int kernel, int stride, int dilation, int before, int after)
    {
        var model = Network(mode, coordinates, 24, height, tall, width, wide, kernel, stride, dilation, before, after);
        var x = GraphRuns.Floats(3, 1, 24, height, width);
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = x });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", x))["y"], GraphRuns.Run(check.JvpModel, ("x", x), ("x_tangent", GraphRuns.Floats(4, 1, 24, height, width)))["y"], 1e-4);
        Assert.DoesNotContain(check.JvpModel.Graph.Nodes.Concat(check.VjpModel.Graph.Nodes), node => node.OpType == "Conv");
    }

    /// <summary>Few channels on long axes would take more products; groups, one axis and what is cropped are something else.</summary>
    [Theory, InlineData("channels"), InlineData("groups"), InlineData("one axis"), InlineData("cropped"), InlineData("weight")]
    public void What_gains_nothing_stays(string what)
    {
        var (channels, groups, wide) = (what == "channels" ? 4 : 24, what == "groups" ? 2 : 1, what == "one axis" ? 6 : 12);
        var model = Network("linear", what == "cropped" ? "tf_crop_and_resize" : "half_pixel", channels, 6, 12, 6, wide, 3, 1, 1, 1, 1, groups, what == "weight");
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, channels, 6, 6) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        Assert.Contains(check.JvpModel.Graph.Nodes, node => node.OpType == "Conv");
    }

    private static Model Network(string mode, string coordinates, int channels, int height, int tall, int width, int wide, int kernel, int stride, int dilation, int before, int after,
        int groups = 1, bool active = false)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, channels, height, width);
        var region = coordinates == "tf_crop_and_resize" ? g.Constant(TensorData.Of<float>([0.1f, 0.1f, 0.9f, 1.2f], 4)) : null;
        var up = g.Emit("Resize", [g.Tanh(x), region, null, g.Ints(tall, wide)], ElementType.Float, [-1, channels, tall, wide],
            new() { { "mode", mode }, { "coordinate_transformation_mode", coordinates }, { "axes", new long[] { 2, 3 } } });
        var w = g.Mul(g.Constant(GraphRuns.Floats(1, 6, channels / groups, kernel, kernel)), g.Scalar(0.2));
        if (active)
            w = g.Mul(w, g.ReduceMean(x, [0, 1, 2, 3], keep: true));
        var geometry = new ConvolutionGeometry([kernel, kernel], [stride, stride], [dilation, dilation], [before, before], [after, after], groups);
        var y = g.Sin(g.Conv(up, w, geometry, g.Constant(GraphRuns.Floats(2, 6))));
        return GraphRuns.Model(g, [x], g.Named("y", y));
    }
}
