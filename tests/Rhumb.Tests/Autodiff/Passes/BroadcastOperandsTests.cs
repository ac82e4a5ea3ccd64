using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Passes;

public sealed class BroadcastOperandsTests
{
    /// <summary>The adjoint of subtracting a mean adds one number to many, which needs no tensor of copies.</summary>
    [Fact]
    public void Nothing_is_written_out_that_an_operator_broadcasts()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3, 5);
        var y = g.Sin(g.Sub(g.Tanh(x), g.ReduceMean(g.Tanh(x), [2], keep: true)));
        using var check = Check(g, x, y);
        Assert.DoesNotContain(check.VjpModel.Graph.Nodes, node => node.OpType == "Expand");
    }

    /// <summary>An Expand that gives the result its shape stays.</summary>
    [Fact]
    public void What_gives_the_shape_stays()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3, 1);
        using var check = Check(g, x, g.Mul(g.Tanh(g.Expand(x, 1, 3, 4)), g.Constant(GraphRuns.Floats(1, 3, 1))));
        Assert.Contains(check.JvpModel.Graph.Nodes, node => node.OpType == "Expand");
    }

    /// <summary>Operands keep their order, and where two are written out, one still gives the shape.</summary>
    [Theory, InlineData("Sub"), InlineData("Div"), InlineData("Where")]
    public void Order_and_shape_are_kept(string op)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3, 1);
        var (a, b) = (g.Expand(g.Sin(x), 1, 3, 4), g.Expand(g.Exp(x), 1, 3, 4));
        var full = g.Constant(GraphRuns.Floats(1, 1, 3, 4));
        var both = op == "Where" ? g.Where(g.Greater(full, g.Scalar(0)), a, b) : g.Emit(op, [a, b], ElementType.Float, [1, 3, 4]);
        var one = op == "Where" ? g.Where(g.Greater(full, g.Scalar(0)), full, b) : g.Emit(op, [full, b], ElementType.Float, [1, 3, 4]);
        using var check = Check(g, x, g.Add(both, one));
    }

    private static DerivativeCheck Check(GraphBuilder g, Value x, Value y)
    {
        var check = new DerivativeCheck(GraphRuns.Model(g, [x], g.Named("y", y)), ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, x.Shape) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        return check;
    }
}
