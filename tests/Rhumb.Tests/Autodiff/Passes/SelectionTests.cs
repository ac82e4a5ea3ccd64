using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>What changes from run to run is refused: selections whose size depends on the inputs (shapes come from one trial run), and chance.</summary>
public sealed class SelectionTests
{
    [Fact]
    public void Elements_selected_by_their_own_values_are_refused()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 4);
        var at = new Value("at", ElementType.Int64, null);
        g.Add(new Node("NonZero", [g.Greater(x, g.Scalar(0))], [at], Attributes.None));
        var picked = new Value("picked", ElementType.Float, null);
        g.Add(new Node("Gather", [x, at], [picked], Attributes.None));
        var y = new Value("y", ElementType.Float, null);
        g.Add(new Node("ReduceSum", [picked], [y], Attributes.None));
        var request = new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] };
        var message = Assert.Throws<GraphException>(() => Jvp.Build(GraphRuns.Model(g, [x], y), request, GraphRuntime.Probe)).Message;
        Assert.Contains("NonZero", message, StringComparison.Ordinal);
        Assert.Contains("Where", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_in_training_is_refused()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 4);
        var y = g.Named("y", g.Emit("Dropout", [x, g.Scalar(0.5), g.Constant(TensorData.Of([true]))], ElementType.Float, [4]));
        var request = new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] };
        Assert.Contains("model.eval()", Assert.Throws<GraphException>(() => Jvp.Build(GraphRuns.Model(g, [x], y), request, GraphRuntime.Probe)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_elements_has_a_derivative_of_none()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 3, 4);
        var y = g.Named("y", g.Exp(g.Emit("Slice", [x, g.Ints(5), g.Ints(9), g.Ints(1)], ElementType.Float, [3, 0])));
        var model = Jvp.Build(GraphRuns.Model(g, [x], y), new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] }, GraphRuntime.Probe);
        var result = GraphRuns.Run(model, ("x", GraphRuns.Floats(1, 3, 4)), ("x_tangent", GraphRuns.Floats(2, 2, 3, 4)));
        Assert.Equal([2, 3, 0], result["y_tangent"].Shape);
    }
}
