using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;

namespace Rhumb.Tests.Autodiff.Passes;

public sealed class PassTests
{
    private static readonly DerivativeRequest Request = new() { WithRespectTo = ["x"], Of = ["y"] };

    private static Model Network(string input, string output, long inputs, long outputs, long seed)
    {
        var g = new GraphBuilder();
        var x = new Value(input, ElementType.Float, [Dim.Free("batch"), inputs]);
        var y = g.Tanh(g.MatMul(x, g.Constant(GraphRuns.Floats(seed, inputs, outputs), $"w{seed}")));
        return GraphRuns.Model(g, [x], g.Named(output, y));
    }

    [Fact]
    public void Compose_is_one_model_after_the_other()
    {
        var (first, second) = (Network("z", "h", 3, 4, 1), Network("x", "y", 4, 2, 2));
        var both = Compose.Chain(first, second, new Dictionary<string, string> { ["x"] = "h" }, "h");
        var z = GraphRuns.Floats(3, 5, 3);
        var h = GraphRuns.Run(first, ("z", z))["h"];
        var result = GraphRuns.Run(both, ("z", z));
        GraphRuns.AssertEqual(GraphRuns.Run(second, ("x", h))["y"], result["y"]);
        GraphRuns.AssertEqual(h, result["h"]);
    }

    [Fact]
    public void Compose_says_what_does_not_fit()
    {
        var error = Assert.Throws<GraphException>(() =>
            Compose.Chain(Network("z", "h", 3, 5, 1), Network("x", "y", 4, 2, 2), new Dictionary<string, string> { ["x"] = "h" }));
        Assert.Contains("does not fit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partition_computes_early_what_depends_on_the_early_inputs_alone()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, 1, 3);
        var p = new Value("p", ElementType.Float, [Dim.Free("points"), 3]);
        var code = g.Tanh(g.MatMul(z, g.Constant(GraphRuns.Floats(1, 3, 8), "w")));
        var field = g.Sin(g.Add(g.MatMul(p, g.Constant(GraphRuns.Floats(2, 3, 8), "v")), code));
        var model = GraphRuns.Model(g, [z, p], g.Named("field", field));
        var (early, late) = Partition.Run(OnnxFile.Read(OnnxFile.Write(model)), ["z"], GraphRuntime.Probe);
        Assert.Equal(["z"], early.Graph.Inputs.Select(input => input.Name));
        Assert.DoesNotContain(late.Graph.Nodes, node => node.OpType == "Tanh");
        var (zs, ps) = (GraphRuns.Floats(3, 1, 3), GraphRuns.Floats(4, 7, 3));
        var computed = GraphRuns.Run(early, ("z", zs));
        var inputs = computed.Select(pair => (pair.Key, pair.Value)).Append(("p", ps)).ToArray();
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("z", zs), ("p", ps))["field"], GraphRuns.Run(late, inputs)["field"]);
    }

    [Fact]
    public void Shapes_computed_in_the_graph_become_constants()
    {
        // What exporters write for x.view(x.shape[0], -1) * 2.
        var g = new GraphBuilder();
        var x = new Value("x", ElementType.Float, [Dim.Free("batch"), 2, 3]);
        var lead = g.Emit("Gather", [g.ShapeOf(x), g.Constant(TensorData.Of([0L]))], ElementType.Int64, []);
        var shape = g.Emit("Concat", [g.Emit("Unsqueeze", [lead, g.Ints(0)], ElementType.Int64, [1]), g.Ints(-1)], ElementType.Int64, [2], new() { { "axis", 0 } });
        var y = g.Emit("Reshape", [x, shape], ElementType.Float, [-1, -1]);
        var output = g.Named("y", g.Mul(y, g.Scalar(2)), [-1, -1]);
        var model = GraphRuns.Model(g, [x], output);
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(1, 1, 2, 3) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        Assert.DoesNotContain(check.JvpModel.Graph.Nodes, node => node.OpType is "Gather" or "Unsqueeze");
    }

    [Fact]
    public void A_free_axis_that_is_not_the_batch_is_asked_for()
    {
        var g = new GraphBuilder();
        var x = new Value("x", ElementType.Float, [Dim.Free("batch"), Dim.Free("length")]);
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Exp(x)));
        var error = Assert.Throws<GraphException>(() => Jvp.Build(model, Request, GraphRuntime.Probe));
        Assert.Contains("--shape x=", error.Message, StringComparison.Ordinal);
        Jvp.Build(model, Request with { Shapes = new Dictionary<string, long[]> { ["x"] = [1, 5] } }, GraphRuntime.Probe);
    }

    [Fact]
    public void A_known_decision_is_taken_and_an_unknown_one_refused()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3);
        Graph Branch(Func<GraphBuilder, Value> write)
        {
            var inner = new GraphBuilder("inner_");
            var value = write(inner);
            return inner.Build("branch", [], [value]);
        }
        Model Decided(Value condition)
        {
            var y = new Value("y", ElementType.Float, [1, 3]);
            var all = new GraphBuilder();
            foreach (var node in g.Nodes)
                all.Add(node);
            all.Add(new Node("If", [condition], [y], new() { { "then_branch", Branch(b => b.Sin(x)) }, { "else_branch", Branch(b => b.Cos(x)) } }));
            return GraphRuns.Model(all, [x], y);
        }
        var inputs = new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(1, 1, 3) };
        using var check = new DerivativeCheck(Decided(g.Constant(TensorData.Of([false]))), ["x"], "y", inputs);
        Assert.InRange(check.ErrorAgainstDifferences(2, 1), 0, 1e-2);
        var unknown = g.Emit("Greater", [g.ReduceSum(x, [0, 1]), g.Scalar(0)], ElementType.Bool, []);
        var error = Assert.Throws<GraphException>(() => Jvp.Build(Decided(unknown), Request, GraphRuntime.Probe));
        Assert.Contains("depends on the model's inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_of_known_count_is_unrolled()
    {
        var body = new GraphBuilder("body_");
        var (i, go, state) = (GraphBuilder.Input("i", ElementType.Int64), GraphBuilder.Input("go", ElementType.Bool), GraphBuilder.Input("state", ElementType.Float, 1, 3));
        var next = body.Sin(body.Mul(state, body.Add(body.Cast(i, ElementType.Float), body.Scalar(1))));
        var keep = body.Named("keep", go);
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3);
        var g = new GraphBuilder();
        Value last = new("last", ElementType.Float, [1, 3]), all = new("all", ElementType.Float, [3, 1, 3]);
        g.Add(new Node("Loop", [g.Constant(TensorData.Of([3L])), null, x], [last, all],
            new() { { "body", body.Build("body", [i, go, state], [keep, next, body.Named("seen", next)]) } }));
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Add(last, g.Reshape(g.ReduceSum(all, [0]), [1, 3]))));
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(1, 1, 3) });
        Assert.InRange(check.ErrorAgainstDifferences(2, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(2, 1), 0, 1e-4);
    }

    [Fact]
    public void Random_nodes_are_frozen_by_the_seed()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3);
        var noise = g.Emit("RandomNormalLike", [x], ElementType.Float, [1, 3]);
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Mul(x, noise)));
        var input = GraphRuns.Floats(1, 1, 3);
        TensorData Y(ulong seed) => GraphRuns.Run(Jvp.Build(model, Request with { NoiseSeed = seed }, GraphRuntime.Probe), ("x", input), ("x_tangent", input))["y"];
        GraphRuns.AssertEqual(Y(1), Y(1), 0);
        Assert.NotEqual(Y(1).ToDoubles(), Y(2).ToDoubles());
    }

    [Fact]
    public void Several_starts_are_differentiated_in_one_run()
    {
        var model = Network("x", "y", 3, 2, 4);
        var jvp = Jvp.Build(model, Request with { Batch = 2 }, GraphRuntime.Probe);
        var one = Jvp.Build(model, Request, GraphRuntime.Probe);
        var (x, v) = (GraphRuns.Floats(1, 2, 3), GraphRuns.Floats(2, 4, 2, 3));
        var both = GraphRuns.Run(jvp, ("x", x), ("x_tangent", v))["y_tangent"];
        Assert.Equal([4L, 2, 2], both.Shape);
        for (var b = 0; b < 2; b++)
        {
            var single = GraphRuns.Run(one, ("x", TensorData.Of<float>(x.AsSpan<float>().Slice(3 * b, 3), 1, 3)),
                ("x_tangent", TensorData.Of<float>([.. Enumerable.Range(0, 4).SelectMany(k => v.AsSpan<float>().Slice((6 * k) + (3 * b), 3).ToArray())], 4, 3)))["y_tangent"];
            for (var k = 0; k < 4; k++)
                for (var i = 0; i < 2; i++)
                    Assert.Equal(single.AsSpan<float>()[(2 * k) + i], both.AsSpan<float>()[(4 * k) + (2 * b) + i], 1e-5f);
        }
    }

    [Fact]
    public void What_does_not_depend_on_the_input_has_a_derivative_of_zeros()
    {
        var g = new GraphBuilder();
        var (x, other) = (GraphBuilder.Input("x", ElementType.Float, 1, 3), GraphBuilder.Input("other", ElementType.Float, 1, 2));
        var model = GraphRuns.Model(g, [x, other], g.Named("y", g.Exp(other)));
        var result = GraphRuns.Run(Jvp.Build(model, Request, GraphRuntime.Probe),
            ("x", GraphRuns.Floats(1, 1, 3)), ("other", GraphRuns.Floats(2, 1, 2)), ("x_tangent", GraphRuns.Floats(3, 5, 3)))["y_tangent"];
        Assert.Equal([5L, 2], result.Shape);
        Assert.All(result.ToDoubles(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_missing_rule_is_named_with_node_operator_and_opset()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3);
        var y = new Value("y", ElementType.Float, [1, 3]);
        g.Add(new Node("Det", [x], [y], Attributes.None, Name: "det_7"));
        var error = Assert.Throws<GraphException>(() => Jvp.Build(GraphRuns.Model(g, [x], y), Request, GraphRuntime.Probe));
        Assert.Contains("Det 'det_7' (operator set 18)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradient_of_a_loss_agrees_with_differences()
    {
        var g = new GraphBuilder();
        Value[] parameters = [GraphBuilder.Input("w", ElementType.Float, 3, 4), GraphBuilder.Input("b", ElementType.Float, 4)];
        var x = g.Constant(GraphRuns.Floats(1, 5, 3));
        var loss = g.ReduceMean(g.Softplus(g.Gemm(x, parameters[0], c: parameters[1])), [0, 1]);
        var gradients = Gradient.Of(g, loss, parameters);
        var model = GraphRuns.Model(g, parameters, g.Named("loss", loss), g.Named("dw", gradients[0]), g.Named("db", gradients[1]));
        var (w, b) = (GraphRuns.Floats(2, 3, 4), GraphRuns.Floats(3, 4));
        var at = GraphRuns.Run(model, ("w", w), ("b", b));
        for (var i = 0; i < 12; i++)
        {
            double Loss(float step)
            {
                var moved = w.AsSpan<float>().ToArray();
                moved[i] += step;
                return GraphRuns.Run(model, ("w", TensorData.Of<float>(moved, 3, 4)), ("b", b))["loss"].ToDoubles()[0];
            }
            Assert.Equal((Loss(0.01f) - Loss(-0.01f)) / 0.02, at["dw"].ToDoubles()[i], 1e-3);
        }
        Assert.Equal([4L], at["db"].Shape);
    }

    /// <summary>A layer whose weight is scaled by the latent: its tangent takes no matrix product of its own.</summary>
    [Fact]
    public void Column_scales_are_taken_out_of_matrix_products()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 4);
        var points = g.Constant(GraphRuns.Floats(1, 1, 6, 3), "points");
        var weight = g.Mul(g.Constant(GraphRuns.Floats(2, 3, 4), "w"), g.Reshape(g.Exp(x), [1, 1, 4]));
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Sin(g.MatMul(points, weight))));
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 4) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        Assert.Single(check.JvpModel.Graph.Nodes, node => node.OpType == "MatMul");
    }

    [Fact]
    public void Half_precision_is_widened()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float16, 1, 3);
        Half[] weights = [(Half)0.5f, (Half)(-1.25f), (Half)2f];
        var w = g.Constant(TensorData.Of<Half>(weights, 3), "w");
        var y = g.Tanh(g.Mul(g.Cast(g.Cast(x, ElementType.Float), ElementType.Float16), w));
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        var jvp = Jvp.Build(model, Request, GraphRuntime.Probe);
        var (at, v) = (GraphRuns.Floats(1, 1, 3), GraphRuns.Floats(2, 1, 3));
        var result = GraphRuns.Run(jvp, ("x", at), ("x_tangent", v));
        for (var i = 0; i < 3; i++)
        {
            var (a, weight) = (at.AsSpan<float>()[i], (float)weights[i]);
            Assert.Equal(v.AsSpan<float>()[i] * weight * (1 - (MathF.Tanh(a * weight) * MathF.Tanh(a * weight))), result["y_tangent"].AsSpan<float>()[i], 1e-5f);
        }
    }
}
