using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Where a derivative does not exist, the rules choose as PyTorch does (torch.autograd, version 1.13).</summary>
public sealed class SubgradientTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    // Operator, its operand and attributes, and the gradient of the sum of its results.
    private static readonly Dictionary<string, (string Op, float[] X, Attributes Attributes, double[] Gradient)> Cases = new()
    {
        ["relu"] = ("Relu", [0, -1, 1], [], [0, 0, 1]),
        ["leaky_relu"] = ("LeakyRelu", [0], new() { { "alpha", 0.1f } }, [0.1]),
        ["elu"] = ("Elu", [0], new() { { "alpha", 0.5f } }, [0.5]),
        ["abs"] = ("Abs", [0], [], [0]),
        ["hardsigmoid"] = ("HardSigmoid", [-3, 3], new() { { "alpha", 1f / 6 }, { "beta", 0.5f } }, [0, 0]),
        ["hardswish"] = ("HardSwish", [-4, -3, 3, 4], [], [0, -0.5, 1.5, 1]),
        ["softshrink"] = ("Shrink", [-0.5f, 0.5f, 1], new() { { "lambd", 0.5f }, { "bias", 0.5f } }, [0, 0, 1]),
        ["threshold"] = ("ThresholdedRelu", [1, 2], [], [0, 1]),
        ["round"] = ("Round", [0.5f], [], [0]),
        ["amax"] = ("ReduceMax", [2, 2, 1], [], [0.5, 0.5, 0]),
        ["amin"] = ("ReduceMin", [2, 1, 1], [], [0, 0.5, 0.5]),
        ["norm of zeros"] = ("ReduceL2", [0, 0, 0], [], [0, 0, 0]),
        ["L1 norm of zeros"] = ("ReduceL1", [0, 0, 0], [], [0, 0, 0]),
        ["prod with a zero"] = ("ReduceProd", [2, 0, 3], [], [0, 6, 0]),
        ["prod with two zeros"] = ("ReduceProd", [2, 0, 0], [], [0, 0, 0]),
    };

    [Theory, MemberData(nameof(Names))]
    public void Kinks_are_PyTorchs(string name)
    {
        var (op, x, attributes, expected) = Cases[name];
        AssertGradient((g, value) => g.Emit(op, [value], ElementType.Float, op.StartsWith("Reduce", StringComparison.Ordinal) ? [1] : [x.Length], attributes), x, [x.Length], expected);
    }

    [Fact]
    public void Max_pool_takes_the_first_of_equals() => AssertGradient((g, x) =>
        g.Emit("MaxPool", [x], ElementType.Float, [1, 1, 2], new() { { "kernel_shape", (int[])[2] }, { "strides", (int[])[2] } }), [3, 3, 1, 2], [1, 1, 4], [1, 0, 0, 1]);

    [Fact]
    public void Global_max_pool_takes_the_first_of_equals() =>
        AssertGradient((g, x) => g.Emit("GlobalMaxPool", [x], ElementType.Float, [1, 1, 1]), [1, 3, 3, 2], [1, 1, 4], [0, 1, 0, 0]);

    [Fact]
    public void Power_pools_of_zeros_have_no_gradient() => AssertGradient((g, x) =>
        g.Emit("LpPool", [x], ElementType.Float, [1, 1, 2], new() { { "kernel_shape", (int[])[2] }, { "strides", (int[])[2] } }), [0, 0, 3, 4], [1, 1, 4], [0, 0, 0.6, 0.8]);

    [Fact]
    public void Maximum_is_shared_between_equal_operands() => AssertGradient((g, x) => g.Max(x, g.Scalar(1)), [0, 1, 2], [3], [0, 0.5, 1]);

    [Fact]
    public void Clamp_passes_at_its_bounds() => AssertGradient((g, x) => g.Clip(x, -1, 1), [-2, -1, 0, 1, 2], [5], [0, 1, 1, 1, 0]);

    /// <summary>d 0^p / dp is 0 from p = 0 on; a negative base has no real power.</summary>
    [Fact]
    public void Powers_of_nothing_do_not_move_with_their_exponent() =>
        AssertGradient((g, p) => g.Pow(g.Constant(TensorData.Of([0f, 0, 2, -1], 4)), p), [2, 0, 1, 2], [4], [0, 0, Math.Round(2 * Math.Log(2), 5), double.NaN]);

    private static void AssertGradient(Func<GraphBuilder, Value, Value> build, float[] x, long[] shape, double[] expected)
    {
        var g = new GraphBuilder();
        var input = GraphBuilder.Input("x", ElementType.Float, shape);
        var y = g.Named("y", build(g, input));
        var model = Vjp.Build(GraphRuns.Model(g, [input], y), new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"], Vectors = 1 }, GraphRuntime.Probe);
        var cotangent = model.Graph.Inputs.Single(value => value.Name == "y_cotangent").Shape;
        var ones = TensorData.Of<float>([.. Enumerable.Repeat(1f, (int)Shapes.Count(cotangent))], cotangent);
        var gradient = GraphRuns.Run(model, ("x", TensorData.Of<float>(x, shape)), ("y_cotangent", ones))["x_cotangent"].ToDoubles();
        Assert.Equal(expected, gradient.Select(value => Math.Round(value, 5)));
    }
}
