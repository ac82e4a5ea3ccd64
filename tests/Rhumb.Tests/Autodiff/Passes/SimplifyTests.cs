using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Reshapes that keep the shape are taken out, and no others.</summary>
public sealed class SimplifyTests
{
    [Theory]
    [InlineData(new long[] { -1, 4, 3 }, new long[] { -1, 4, 3 }, false), InlineData(new long[] { 2, 4, 3 }, new long[] { 2, -1, 3 }, false), InlineData(new long[] { 2, 4, 3 }, new long[] { 2, 4, 3 }, false)]
    [InlineData(new long[] { -1, 4, 3 }, new long[] { 2, 4, 3 }, true), InlineData(new long[] { -1, 4, 3 }, new long[] { 0, 4, 3 }, true), InlineData(new long[] { 2, 4, 3 }, new long[] { 2, 3, -1 }, true)]
    [InlineData(new long[] { 2, 4, 3 }, new long[] { -1, 12 }, true), InlineData(new long[] { -1, 4, 3 }, new long[] { 4, -1, 3 }, true)]
    public void Only_what_keeps_the_shape_goes(long[] from, long[] to, bool stays)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, from);
        long[] shape = [.. Enumerable.Repeat(-1L, to.Length)];
        var reshaped = g.Emit("Reshape", [g.Tanh(x), g.Ints(to)], ElementType.Float, shape);
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Sin(reshaped)));
        var simpler = model with { Graph = Simplify.Run(model.Graph) };
        Assert.Equal(stays, simpler.Graph.Nodes.Any(node => node.OpType == "Reshape"));
        var value = GraphRuns.Floats(1, 2, 4, 3);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", value))["y"], GraphRuns.Run(simpler, ("x", value))["y"]);
    }

    /// <summary>An output keeps the name that it has.</summary>
    [Fact]
    public void An_output_stays()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 2, 3);
        var y = new Value("y", ElementType.Float, [2, 3]);
        g.Add(new Node("Reshape", [g.Tanh(x), g.Ints(2, 3)], [y], Attributes.None));
        var simpler = Simplify.Run(g.Build("test", [x], [y]));
        Assert.Equal("y", simpler.Nodes[^1].Outputs[0]!.Name);
    }
}
