using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Passes;

public sealed class MergeCoefficientsTests
{
    [Fact]
    public void Coefficients_in_a_row_are_multiplied_once_and_not_for_every_vector()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 4, 5);
        var y = g.Mul(g.Sin(g.Mul(g.Tanh(x), g.Constant(GraphRuns.Floats(1, 4, 1)))), g.Constant(GraphRuns.Floats(2, 5)));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4, 5) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        // All that is left for each vector is one product.
        Assert.Single(check.JvpModel.Graph.Nodes, node => node.OpType == "Mul" && node.Outputs[0]!.Dims![0].Size is null);
        Assert.Single(check.VjpModel.Graph.Nodes, node => node.OpType == "Mul" && node.Outputs[0]!.Dims![0].Size is null);
    }

    /// <summary>x · sigmoid(x) after a scale behind a reshape: two ways to the result, one coefficient.</summary>
    [Theory, InlineData("Add"), InlineData("Sub")]
    public void Two_ways_and_a_reshape_between_are_one_product(string op)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 4, 6);
        var h = g.Mul(g.Reshape(g.Mul(g.Tanh(x), g.Constant(GraphRuns.Floats(1, 4, 1))), 1, 2, 12), g.Constant(GraphRuns.Floats(2, 2, 1)));
        var y = g.Binary(op, g.Mul(h, g.Sigmoid(h)), g.Mul(h, g.Constant(GraphRuns.Floats(4, 1, 2, 12))));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4, 6) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        // The adjoint changes the sign of the cotangent itself, which stays a node of its own.
        foreach (var derivative in op == "Add" ? (Model[])[check.JvpModel, check.VjpModel] : [check.JvpModel])
            Assert.Equal("Mul", Assert.Single(derivative.Graph.Nodes, node => node.OpType is "Mul" or "Add" or "Sub" && node.Outputs[0]!.Dims![0].Size is null).OpType);
    }

    /// <summary>A tangent that is read twice must stay.</summary>
    [Fact]
    public void A_product_with_two_readers_is_kept()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 6);
        var h = g.Tanh(x);
        var y = g.Add(g.Mul(h, g.Constant(GraphRuns.Floats(1, 6))), g.Sin(g.Mul(h, h)));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 6) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
    }
}
