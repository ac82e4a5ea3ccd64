using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>A convolution to few channels, four places at once.</summary>
public sealed class FewChannelsTests
{
    private static Model Network(int channels, int inputs, int lines, int rows, ConvolutionGeometry geometry)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, inputs, lines, rows);
        var w = g.Constant(GraphRuns.Floats(1, channels, inputs / geometry.Group, geometry.Kernel[0], geometry.Kernel[1]));
        return GraphRuns.Model(g, [x], g.Named("y", g.Sin(g.Conv(g.Tanh(x), w, geometry, g.Constant(GraphRuns.Floats(2, channels))))));
    }

    private static Model Fast(Model model) => model with { Graph = FastForms.Run(model.Graph, new VaryingLengths(model.Graph)) };

    // Channels, kernel and padding by axis.
    [Theory, InlineData(3, 3, 3, 1, 1, 1, 1), InlineData(1, 5, 2, 2, 2, 0, 1), InlineData(4, 4, 7, 0, 1, 3, 3), InlineData(3, 3, 3, 0, 2, 2, 0)]
    public void Gives_the_same(int channels, int tall, int wide, int above, int below, int left, int right)
    {
        var geometry = new ConvolutionGeometry([tall, wide], [1, 1], [1, 1], [above, left], [below, right]);
        var model = Network(channels, 8, 40 + tall - 1 - above - below, 36 + wide - 1 - left - right, geometry);
        var x = GraphRuns.Floats(3, [2, .. model.Graph.Inputs[0].Extents[1..]]);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", x))["y"], GraphRuns.Run(Fast(model), ("x", x))["y"], 1e-4);
        Assert.Contains(Fast(model).Graph.Nodes, node => node.OpType == "DepthToSpace");
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(4, [1, .. x.Shape.Skip(1)]) });
        Assert.InRange(check.ErrorAgainstDifferences(2, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(2, 1), 0, 1e-4);
    }

    /// <summary>Odd and short lengths, strides, dilations, groups, a kernel of one, more channels, fewer to read.</summary>
    [Theory]
    [InlineData(3, 8, 33, 1, 1, 1, 3), InlineData(3, 8, 30, 1, 1, 1, 3), InlineData(3, 8, 64, 2, 1, 1, 3), InlineData(3, 8, 40, 1, 2, 1, 3), InlineData(4, 16, 40, 1, 1, 2, 3)]
    [InlineData(3, 8, 40, 1, 1, 1, 1), InlineData(5, 8, 40, 1, 1, 1, 3), InlineData(3, 4, 40, 1, 1, 1, 3)]
    public void The_rest_stays(int channels, int inputs, int length, int stride, int dilation, int groups, int kernel)
    {
        var pad = dilation * (kernel - 1) / 2;
        var model = Network(channels, inputs, length, length, new ConvolutionGeometry([kernel, kernel], [stride, stride], [dilation, dilation], [pad, pad], [pad, pad], groups));
        Assert.DoesNotContain(Fast(model).Graph.Nodes, node => node.OpType == "DepthToSpace");
    }
}
