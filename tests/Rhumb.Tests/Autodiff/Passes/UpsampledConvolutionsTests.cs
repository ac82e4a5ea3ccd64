using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Resize and Conv as one transposed convolution: value, JVP and VJP are those of the two.</summary>
public sealed class UpsampledConvolutionsTests
{
    // Kernel, padding before and after, lengths and their factors, groups.
    [Theory]
    [InlineData(3, 1, 1, 4, 2, 5, 2, 1), InlineData(3, 1, 1, 3, 3, 4, 2, 1), InlineData(5, 2, 2, 4, 2, 3, 2, 1), InlineData(3, 0, 2, 4, 2, 4, 2, 2), InlineData(4, 1, 2, 3, 2, 4, 3, 1)]
    [InlineData(3, 0, 1, 3, 4, 4, 1, 2), InlineData(3, 1, 1, 1, 2, 2, 2, 1)]
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
