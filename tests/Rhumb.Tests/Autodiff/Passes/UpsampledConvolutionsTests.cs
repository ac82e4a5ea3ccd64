using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Resize and Conv as one transposed convolution: value, JVP and VJP are those of the two.</summary>
public sealed class UpsampledConvolutionsTests
{
    // Kernel, padding before and after, lengths and their factors, groups.
    [Theory]
    [InlineData(3, 1, 1, 4, 2, 5, 2, 1), InlineData(3, 1, 1, 3, 3, 4, 2, 1), InlineData(5, 2, 2, 4, 2, 3, 2, 1), InlineData(3, 0, 2, 4, 2, 4, 2, 1), InlineData(4, 1, 2, 3, 2, 4, 3, 1)]
    [InlineData(3, 0, 1, 3, 4, 4, 1, 1), InlineData(3, 1, 1, 1, 2, 2, 2, 1)]
    public void Value_and_derivatives_are_the_same(int kernel, int before, int after, int height, int tall, int width, int wide, int groups)
    {
        var model = Network(kernel, before, after, height, tall, width, wide, groups);
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4, height, width) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        var x = GraphRuns.Floats(3, 1, 4, height, width);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", x))["y"], GraphRuns.Run(check.JvpModel, ("x", x), ("x_tangent", GraphRuns.Floats(4, 1, 4, height, width)))["y"], 1e-4);
        Assert.DoesNotContain(check.JvpModel.Graph.Nodes.Concat(check.VjpModel.Graph.Nodes), node => node.OpType is "Resize" or "AveragePool");
    }

    /// <summary>A kernel of one element gains nothing, and a smooth Resize is something else.</summary>
    [Theory, InlineData(1, "nearest"), InlineData(3, "linear")]
    public void The_rest_stays(int kernel, string mode)
    {
        using var check = new DerivativeCheck(Network(kernel, 0, 0, 3, 2, 4, 2, 1, mode), ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4, 3, 4) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.Contains(check.JvpModel.Graph.Nodes, node => node.OpType == "Resize");
    }

    /// <summary>Groups, wide factors, strides and kernels that the latent makes are left as they are; so is what a Resize asks of another input.</summary>
    [Theory, InlineData("groups"), InlineData("wide"), InlineData("stride"), InlineData("weight"), InlineData("kept aspect")]
    public void What_was_not_measured_to_gain_stays(string what)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 4, 3, 2);
        var scale = what == "wide" ? 8f : 2;
        long[] shape = [1, 4, (long)(3 * scale), (long)(2 * scale)];
        var attributes = new Attributes { { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" } };
        var up = what == "kept aspect"
            ? g.Emit("Resize", [g.Tanh(x), null, null, g.Ints(6, 5)], ElementType.Float, [1, 4, 6, 4], attributes.With(values => (values["axes"], values["keep_aspect_ratio_policy"]) = (new long[] { 2, 3 }, "not_larger")))
            : g.Emit("Resize", [g.Tanh(x), null, g.Constant(TensorData.Of<float>([1, 1, scale, scale], 4))], ElementType.Float, shape, attributes);
        var w = g.Constant(GraphRuns.Floats(1, 4, what == "groups" ? 1 : 4, 3, 3));
        if (what == "weight")
            w = g.Mul(w, g.ReduceMean(x, [0, 1, 2, 3], keep: true));
        var stride = what == "stride" ? 2 : 1;
        var y = g.Conv(up, w, new ConvolutionGeometry([3, 3], [stride, stride], [1, 1], [1, 1], [1, 1], what == "groups" ? 4 : 1));
        using var check = new DerivativeCheck(GraphRuns.Model(g, [x], g.Named("y", g.Sin(y))), ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4, 3, 2) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        Assert.Contains(check.JvpModel.Graph.Nodes, node => node.OpType == "Resize");
    }

    /// <summary>Scales that another input gives, and lengths that are rounded up, are no reason to refuse what no tangent reaches.</summary>
    [Fact]
    public void A_resize_off_the_way_may_do_what_has_no_derivative()
    {
        var g = new GraphBuilder();
        var (z, image) = (GraphBuilder.Input("z", ElementType.Float, 3), GraphBuilder.Input("image", ElementType.Float, 1, 1, 7, 4));
        var up = g.Emit("Resize", [image, null, null, g.Ints(10, 10)], ElementType.Float, [1, 1, 10, 6], new() { { "axes", new long[] { 2, 3 } }, { "keep_aspect_ratio_policy", "not_larger" } });
        var y = g.Mul(g.Sin(z), g.ReduceMean(g.Conv(up, g.Constant(GraphRuns.Floats(1, 1, 1, 3, 3)), new ConvolutionGeometry([3, 3], [1, 1], [1, 1], [1, 1], [1, 1])), [0, 1, 2, 3], keep: false));
        var values = new Dictionary<string, TensorData> { ["z"] = GraphRuns.Floats(3, 3), ["image"] = GraphRuns.Floats(4, 1, 1, 7, 4) };
        using var check = new DerivativeCheck(GraphRuns.Model(g, [z, image], g.Named("y", y)), ["z"], "y", values);
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
    }

    /// <summary>The Resize is read elsewhere, too; the convolution has the channels that its phases need, and another kernel, padding and factor on each axis.</summary>
    [Fact]
    public void Both_are_there_where_both_are_read()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 4, 3, 4);
        var up = g.Emit("Resize", [g.Tanh(x), null, g.Constant(TensorData.Of<float>([1, 1, 2, 3], 4))], ElementType.Float, [-1, 4, 6, 12],
            new() { { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" } });
        var y = g.Sin(g.Conv(up, g.Constant(GraphRuns.Floats(1, 8, 4, 3, 5)), new ConvolutionGeometry([3, 5], [1, 1], [1, 1], [0, 3], [2, 1])));
        y = g.Add(y, g.ReduceMean(up, [1, 2, 3], keep: true));
        using var check = new DerivativeCheck(GraphRuns.Model(g, [x], g.Named("y", y)), ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4, 3, 4) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        Assert.DoesNotContain(check.JvpModel.Graph.Nodes, node => node.OpType == "ConvTranspose");
    }

    private static Model Network(int kernel, int before, int after, int height, int tall, int width, int wide, int groups, string mode = "nearest")
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 4, height, width);
        var up = g.Emit("Resize", [g.Tanh(x), null, g.Constant(TensorData.Of<float>([1, 1, tall, wide], 4))], ElementType.Float, [-1, 4, height * tall, width * wide],
            new() { { "mode", mode }, { "coordinate_transformation_mode", mode == "nearest" ? "asymmetric" : "half_pixel" }, { "nearest_mode", "floor" } });
        var geometry = new ConvolutionGeometry([kernel, kernel], [1, 1], [1, 1], [before, before], [after, after], groups);
        var y = g.Sin(g.Conv(up, g.Constant(GraphRuns.Floats(1, 6, 4 / groups, kernel, kernel)), geometry, g.Constant(GraphRuns.Floats(2, 6))));
        return GraphRuns.Model(g, [x], g.Named("y", y));
    }
}
