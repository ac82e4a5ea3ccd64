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

    /// <summary>How many elements are selected is a value like others: not that of the trial run.</summary>
    [Fact]
    public void How_many_are_selected_is_counted_in_every_run()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 4);
        var y = g.Named("y", g.Mul(x, Counted(g, x)));
        var model = Jvp.Build(GraphRuns.Model(g, [x], y), new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] }, GraphRuntime.Probe);
        foreach (var positive in (int[])[1, 3])
        {
            var at = TensorData.Of<float>([.. Enumerable.Range(0, 4).Select(i => i < positive ? 2f : -1)], 4);
            var results = GraphRuns.Run(model, ("x", at), ("x_tangent", TensorData.Of([1f, 2, 3, 4], 1, 4)));
            Assert.Equal(at.ToDoubles().Select(value => value * positive), results["y"].ToDoubles());
            Assert.Equal([positive, 2.0 * positive, 3.0 * positive, 4.0 * positive], results["y_tangent"].ToDoubles());
        }
    }

    /// <summary>The lengths of what values select are known in each run alone: no pass may write those of the trial run into the graph.</summary>
    [Theory, InlineData("Expand"), InlineData("Resize"), InlineData("ConvTranspose"), InlineData("Einsum")]
    public void Lengths_that_follow_a_selection_are_those_of_each_run(string through)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 4);
        // One of the trial run's numbers is above 0.2: an Expand to that length looks as if it did nothing.
        var count = g.Reshape(g.Cast(Counted(g, g.Sub(x, g.Scalar(0.2f))), ElementType.Int64), [1]);
        var many = through switch
        {
            "Expand" => Emit("Add", Emit("Expand", g.Constant(GraphRuns.Floats(1, 1)), count), g.Constant(GraphRuns.Floats(2, 1))),
            "Resize" => Emit("Conv", Emit("Resize", g.Constant(GraphRuns.Floats(1, 1, 1, 4, 4)), null, null, g.Concat(0, g.Ints(1, 1), Times(4), Times(4))), g.Constant(GraphRuns.Floats(2, 1, 1, 3, 3))),
            "ConvTranspose" => Emit("ConvTranspose", Emit("Expand", g.Constant(GraphRuns.Floats(1, 1, 8, 3, 3)), g.Concat(0, count, g.Ints(1, 1, 1))), g.Constant(GraphRuns.Floats(2, 8, 8, 2, 2))),
            _ => Emit("Einsum", Emit("Expand", g.Constant(GraphRuns.Floats(1, 1, 2, 3)), g.Concat(0, count, g.Ints(1, 1))), g.Constant(GraphRuns.Floats(2, 3, 4))),
        };
        var sum = new Value("sum", ElementType.Float, []);
        g.Add(new Node("ReduceSum", [many], [sum], new() { { "keepdims", 0 } }));
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Mul(x, sum)));
        var jvp = Jvp.Build(model, new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] }, GraphRuntime.Probe);
        foreach (var positive in (int[])[1, 2, 3])
        {
            var at = TensorData.Of<float>([.. Enumerable.Range(0, 4).Select(i => i < positive ? 2f : -1)], 4);
            var results = GraphRuns.Run(jvp, ("x", at), ("x_tangent", new TensorData(ElementType.Float, [1, 4], at.Bytes)));
            GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", at))["y"], results["y"], 1e-4);
            GraphRuns.AssertEqual(new TensorData(ElementType.Float, [1, 4], results["y"].Bytes), results["y_tangent"], 1e-4);
        }

        Value Times(long by) => g.Mul(count, g.Ints(by));
        Value Emit(string op, params Value?[] inputs)
        {
            var result = new Value($"made_by_{op}", ElementType.Float, null);
            g.Add(new Node(op, inputs, [result], op switch
            {
                "Resize" => new() { { "mode", "nearest" }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" } },
                "Conv" => new() { { "pads", new long[] { 1, 1, 1, 1 } } },
                "ConvTranspose" => new() { { "strides", new long[] { 2, 2 } } },
                "Einsum" => new() { { "equation", "nai,ij->naj" } },
                _ => Attributes.None,
            }));
            return result;
        }
    }

    [Fact]
    public void A_shape_made_of_values_is_refused()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1);
        var count = g.Reshape(g.Cast(g.Add(g.Abs(x), g.Scalar(3)), ElementType.Int64), [1]);
        var y = new Value("y", ElementType.Float, null);
        g.Add(new Node("Expand", [x, count], [y], Attributes.None));
        var request = new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] };
        Assert.Contains("Expand → 'y'", Assert.Throws<GraphException>(() => Jvp.Build(GraphRuns.Model(g, [x], y), request, GraphRuntime.Probe)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_runs_as_often_as_elements_are_selected_is_refused()
    {
        var x = GraphBuilder.Input("x", ElementType.Float, 4);
        var body = new GraphBuilder("body_");
        var (i, go, state) = (GraphBuilder.Input("i", ElementType.Int64), GraphBuilder.Input("go", ElementType.Bool), GraphBuilder.Input("state", ElementType.Float, 4));
        var (still, doubled) = (body.Named("still", go), body.Named("doubled", body.Add(state, state)));
        var g = new GraphBuilder();
        var trips = g.Cast(Counted(g, x), ElementType.Int64);
        var y = new Value("y", ElementType.Float, [4]);
        g.Add(new Node("Loop", [trips, null, x], [y], new() { { "body", body.Build("body", [i, go, state], [still, doubled]) } }));
        var request = new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] };
        Assert.Contains("the number of iterations", Assert.Throws<GraphException>(() => Jvp.Build(GraphRuns.Model(g, [x], y), request, GraphRuntime.Probe)).Message, StringComparison.Ordinal);
    }

    // How many elements of x are positive, a scalar.
    private static Value Counted(GraphBuilder g, Value x)
    {
        var at = new Value("positive", ElementType.Int64, null);
        g.Add(new Node("NonZero", [g.Greater(x, g.Scalar(0))], [at], Attributes.None));
        return g.Cast(g.Emit("Size", [at], ElementType.Int64, []), ElementType.Float);
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
