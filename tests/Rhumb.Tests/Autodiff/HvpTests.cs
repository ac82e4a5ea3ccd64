using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;

namespace Rhumb.Tests.Autodiff;

public sealed class HvpTests
{
    private static readonly TensorData X = GraphRuns.Floats(1, 2, 3), W = GraphRuns.Floats(2, 3, 4);

    /// <summary>By an input at batch 2 and by a weight: the products are differences of the gradient in the same direction.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("w")]
    public void Products_are_differences_of_the_gradient(string wrt)
    {
        var request = new DerivativeRequest { WithRespectTo = [wrt], Of = ["s"], Batch = 2, Vectors = 1 };
        var at = wrt == "x" ? X : W;
        var v = GraphRuns.Floats(5, [1, .. at.Shape]);
        var product = GraphRuns.Run(Hvp.Build(Scalar(W), request, GraphRuntime.Probe), ("x", X), ($"{wrt}_tangent", v))[$"{wrt}_hvp"];
        Assert.Equal(v.Shape, product.Shape);
        var (plus, minus) = (Gradient(1e-2f), Gradient(-1e-2f));
        var scale = product.ToDoubles().Max(Math.Abs);
        Assert.All(product.ToDoubles().Select((hv, i) => hv - ((plus[i] - minus[i]) / 2e-2)), error => Assert.InRange(Math.Abs(error), 0, 5e-3 * scale));

        double[] Gradient(float step)
        {
            var moved = TensorData.Of<float>([.. at.AsSpan<float>().ToArray().Zip(v.AsSpan<float>().ToArray(), (a, d) => a + (step * d))], [.. at.Shape]);
            var (x, w) = wrt == "x" ? (moved, W) : (X, moved);
            var vjp = Vjp.Build(Scalar(w), request, GraphRuntime.Probe);
            var ones = TensorData.Of<float>([1, 1], 1, 2);
            return GraphRuns.Run(vjp, ("x", x), ("s_cotangent", ones))[$"{wrt}_cotangent"].ToDoubles();
        }
    }

    [Fact]
    public void Of_a_linear_function_they_are_zero()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 1, 3);
        var model = GraphRuns.Model(g, [x], g.Named("s", g.ReduceSum(x, [0, 1])));
        var hvp = Hvp.Build(model, new() { WithRespectTo = ["x"], Of = ["s"] }, GraphRuntime.Probe);
        Assert.All(GraphRuns.Run(hvp, ("x", GraphRuns.Floats(1, 1, 3)), ("x_tangent", GraphRuns.Floats(2, 4, 3)))["x_hvp"].ToDoubles(), product => Assert.Equal(0, product));
    }

    // s [B] = Σ sigmoid(x w)³
    private static Model Scalar(TensorData w)
    {
        var g = new GraphBuilder();
        var x = new Value("x", ElementType.Float, [Dim.Free("batch"), 3]);
        var y = g.Sigmoid(g.MatMul(x, g.Constant(w, "w")));
        var s = g.ReduceSum(g.Mul(y, g.Mul(y, y)), [1]);
        return GraphRuns.Model(g, [x], g.Named("s", s));
    }
}
