using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Training.Losses;

namespace Rhumb.Tests.Training.Losses;

public sealed class LossTests
{
    [Fact]
    public void Cross_entropy_is_its_definition_and_finite_far_out()
    {
        float[] x = [0, 2, -3, 80, -80, 80], y = [1, 0.3f, 1, 1, 0, 0];
        var expected = x.Zip(y, (a, b) => Math.Max(a, 0) - (a * b) + Math.Log(1 + Math.Exp(-Math.Abs(a)))).Average();
        Assert.Equal(expected, Evaluate(BinaryCrossEntropy.Mean, x, y), 1e-4);
    }

    [Fact]
    public void Divergence_is_zero_for_the_normal_and_its_definition_elsewhere()
    {
        Assert.Equal(0, Evaluate(NormalDivergence.Mean, [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]), 1e-6);
        float[] mu = [1, -2, 0.5f, 0, 0, 3], l = [0, 1, -1, 0.5f, -3, 0];
        var expected = mu.Zip(l, (m, v) => 0.5 * ((m * m) + Math.Exp(v) - 1 - v)).Sum() / 2;
        Assert.Equal(expected, Evaluate(NormalDivergence.Mean, mu, l), 1e-4);
    }

    private static double Evaluate(Func<GraphBuilder, Value, Value, Value> loss, float[] a, float[] b)
    {
        var g = new GraphBuilder();
        var (x, y) = (GraphBuilder.Input("x", ElementType.Float, 2, 3), GraphBuilder.Input("y", ElementType.Float, 2, 3));
        var model = Model.Of(g.Build("loss", [x, y], [g.Named("loss", g.Reshape(loss(g, x, y)))]), GraphBuilder.MinimumOpset);
        return GraphRuntime.Probe(model, new Dictionary<string, TensorData> { ["x"] = TensorData.Of<float>(a, 2, 3), ["y"] = TensorData.Of<float>(b, 2, 3) })["loss"].AsSpan<float>()[0];
    }
}
