using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Training.Losses;

namespace Rhumb.Tests.Training.Losses;

public sealed class AdversarialLossTests
{
    private static readonly float[] Real = [1.5f, -0.5f, 0.2f], Fake = [-1f, 0.7f, 2f];

    public static TheoryData<string, double> Values => new()
    {
        { "non-saturating discriminator", Mean(Real, r => Softplus(-r)) + Mean(Fake, Softplus) },
        { "non-saturating generator", Mean(Fake, f => Softplus(-f)) },
        { "hinge discriminator", Mean(Real, r => Math.Max(0, 1 - r)) + Mean(Fake, f => Math.Max(0, 1 + f)) },
        { "hinge generator", -Mean(Fake, f => f) },
        { "critic", Mean(Fake, f => f) - Mean(Real, r => r) },
        { "critic's generator", -Mean(Fake, f => f) },
        { "relativistic discriminator", Enumerable.Range(0, 3).Average(i => Softplus(Fake[i] - Real[i])) },
        { "relativistic generator", Enumerable.Range(0, 3).Average(i => Softplus(Real[i] - Fake[i])) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_loss_is_its_formula(string name, double expected)
    {
        var found = Run((g, real, fake) => name switch
        {
            "non-saturating discriminator" => NonSaturating.Discriminator(g, real, fake),
            "non-saturating generator" => NonSaturating.Generator(g, fake),
            "hinge discriminator" => Hinge.Discriminator(g, real, fake),
            "hinge generator" => Hinge.Generator(g, fake),
            "critic" => Wasserstein.Critic(g, real, fake),
            "critic's generator" => Wasserstein.Generator(g, fake),
            "relativistic discriminator" => Relativistic.Discriminator(g, real, fake),
            _ => Relativistic.Generator(g, real, fake),
        });
        Assert.Equal(expected, found, 1e-5);
    }

    /// <summary>D(x) = Σ tanh(x W): the penalty and its gradient by W against central differences.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gradient_penalty_differentiates_twice(bool unit)
    {
        float[] x = [0.3f, -0.6f, 0.9f, 0.1f, 0.4f, -0.2f], w = [0.5f, -0.3f, 0.8f, 0.2f, -0.7f, 0.6f];
        var g = new GraphBuilder();
        var (image, weight) = (GraphBuilder.Input("x", ElementType.Float, 2, 3), GraphBuilder.Input("w", ElementType.Float, 3, 2));
        var score = g.ReduceSum(g.Tanh(g.MatMul(image, weight)), [1], keep: true);
        var penalty = unit ? GradientPenalty.Unit(g, image, score) : GradientPenalty.Zero(g, image, score);
        var gradient = Gradient.Of(g, penalty, [weight])[0];
        var model = Model.Of(g.Build("penalty", [image, weight], [g.Named("p", g.Reshape(penalty)), g.Named("dw", gradient)]), GraphBuilder.MinimumOpset);
        IReadOnlyDictionary<string, TensorData> At(float[] weights) => GraphRuntime.Probe(model, new Dictionary<string, TensorData>
        {
            ["x"] = TensorData.Of<float>(x, 2, 3), ["w"] = TensorData.Of<float>(weights, 3, 2),
        });
        var found = At(w);
        Assert.Equal(Penalty(x, w, unit), found["p"].AsSpan<float>()[0], 1e-4);
        for (var i = 0; i < w.Length; i++)
        {
            const double h = 1e-4;
            double[] up = [.. w], down = [.. w];
            (up[i], down[i]) = (up[i] + h, down[i] - h);
            var expected = (Penalty(x, [.. up.Select(v => (float)v)], unit, up) - Penalty(x, [.. down.Select(v => (float)v)], unit, down)) / (2 * h);
            Assert.Equal(expected, found["dw"].AsSpan<float>()[i], 2e-3);
        }
    }

    [Fact]
    public void Cross_entropy_and_evidence_bound_are_their_formulas()
    {
        var g = new GraphBuilder();
        Value C(float[] values, params ReadOnlySpan<long> shape) => g.Constant(TensorData.Of<float>(values, shape));
        float[] logits = [1, 2, 0.5f, -1, 0, 3], labels = [0, 1, 0, 0.1f, 0.1f, 0.8f];
        var entropy = CrossEntropy.Mean(g, C(logits, 2, 3), C(labels, 2, 3));
        float[] mu = [0.5f, -1], l = [0.2f, -0.4f], a = [1, 2, 3, 4], b = [1.5f, 2, 2, 4];
        var bound = EvidenceBound.Negative(g, C(a, 2, 2), C(b, 2, 2), C(mu, 2, 1), C(l, 2, 1), deviation: 0.5, beta: 2);
        var drawn = EvidenceBound.Draw(g, C(mu, 2, 1), C(l, 2, 1), C([1, -1], 2, 1));
        var found = GraphRuntime.Probe(Model.Of(g.Build("losses", [], [g.Named("e", g.Reshape(entropy)), g.Named("b", g.Reshape(bound)), g.Named("z", drawn)]), GraphBuilder.MinimumOpset), new Dictionary<string, TensorData>());
        double LogSoftmax(int row, int k) => logits[(3 * row) + k] - Math.Log(Enumerable.Range(0, 3).Sum(j => Math.Exp(logits[(3 * row) + j])));
        Assert.Equal(-Enumerable.Range(0, 6).Sum(i => labels[i] * LogSoftmax(i / 3, i % 3)) / 2, found["e"].AsSpan<float>()[0], 1e-5);
        var error = a.Zip(b, (p, q) => (double)(p - q) * (p - q)).Sum() / 2 / (2 * 0.25);
        var divergence = mu.Zip(l, (m, v) => 0.5 * ((m * m) + Math.Exp(v) - 1 - v)).Average();
        Assert.Equal(error + (2 * divergence), found["b"].AsSpan<float>()[0], 1e-4);
        Assert.Equal([0.5 + Math.Exp(0.1), -1 - Math.Exp(-0.2)], found["z"].AsSpan<float>().ToArray().Select(v => (double)v), (p, q) => Math.Abs(p - q) < 1e-5);
    }

    // ∂D/∂x_j = Σ_k (1 − tanh²(x W)_k) W_jk.
    private static double Penalty(float[] x, float[] single, bool unit, double[]? exact = null)
    {
        var w = exact ?? [.. single];
        return Enumerable.Range(0, 2).Average(row =>
        {
            var square = 0.0;
            for (var j = 0; j < 3; j++)
            {
                var derivative = Enumerable.Range(0, 2).Sum(k => (1 - Math.Pow(Math.Tanh(Enumerable.Range(0, 3).Sum(i => x[(3 * row) + i] * w[(2 * i) + k])), 2)) * w[(2 * j) + k]);
                square += derivative * derivative;
            }
            return unit ? Math.Pow(Math.Sqrt(square) - 1, 2) : 0.5 * square;
        });
    }

    private static double Run(Func<GraphBuilder, Value, Value, Value> loss)
    {
        var g = new GraphBuilder();
        var value = loss(g, g.Constant(TensorData.Of<float>(Real, 3, 1)), g.Constant(TensorData.Of<float>(Fake, 3, 1)));
        return GraphRuntime.Probe(Model.Of(g.Build("loss", [], [g.Named("l", g.Reshape(value))]), GraphBuilder.MinimumOpset), new Dictionary<string, TensorData>())["l"].AsSpan<float>()[0];
    }

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double Softplus(float x) => Softplus((double)x);

    private static double Mean(float[] values, Func<float, double> f) => values.Average(f);
}
