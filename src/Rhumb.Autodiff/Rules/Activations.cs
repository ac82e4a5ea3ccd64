using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Activation functions. Sub-gradients at kinks are PyTorch's: the left one.</summary>
internal static class Activations
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        Elementwise.Function("Relu", (x, y) => Step(x, 1, 0)) with { Limits = "0 at 0" },
        Elementwise.Function("Sigmoid", (x, y) => y * (1 - y)),
        Elementwise.Function("Tanh", (x, y) => 1 - y.Square()),
        Elementwise.Function("Softplus", (x, y) => x.Sigmoid()),
        Elementwise.Function("Softsign", (x, y) => 1 / (1 + x.Abs()).Square()),
        Parametric("LeakyRelu", (c, x, y) => Step(x, 1, c.Attributes.Float("alpha", 0.01f))) with { Limits = "alpha at 0" },
        Parametric("Elu", (c, x, y) => Choose(x, x.Number(1), y + c.Attributes.Float("alpha", 1))) with { Limits = "alpha at 0" },
        Parametric("Selu", (c, x, y) =>
        {
            var gamma = c.Attributes.Float("gamma", 1.0507009f);
            return Choose(x, x.Number(gamma), y + (gamma * c.Attributes.Float("alpha", 1.6732632f)));
        }),
        Parametric("HardSigmoid", (c, x, y) => x.With(c.G.And(y > 0, y < 1)).Where(c.Attributes.Float("alpha", 0.2f), 0, x.Value.ElementType)),
        Parametric("Celu", (c, x, y) => (x.With(c.G.Min(x, x.Number(0))) / c.Attributes.Float("alpha", 1)).Exp()),
        Parametric("ThresholdedRelu", (c, x, y) => (x > c.Attributes.Float("alpha", 1)).Indicator(x.Value.ElementType)) with { Limits = "0 at the threshold" },
        Parametric("Shrink", (c, x, y) => (x.Abs() > c.Attributes.Float("lambd", 0.5f)).Indicator(x.Value.ElementType)) with { Limits = "0 at the thresholds" },
        Elementwise.Function("HardSwish", (x, y) => (x < -3).Where(x.Number(0), (x <= 3).Where((x / 3) + 0.5, x.Number(1)))) with { Limits = "x/3 + 1/2 at ±3" },
        Elementwise.Function("Mish", (x, y) => Mish(x, x.Softplus().Tanh())),
        Parametric("Gelu", (c, x, y) => c.Attributes.String("approximate", "none") == "tanh" ? GeluTanh(x) : Gelu(x)),
        new("PRelu")
        {
            Jvp = c => c.Sum(c.ActiveOperands.Select(i => i == 0
                ? (c.T(0) * Choose(c.X(0), c.X(0).Number(1), c.X(1))).Value
                : (c.T(1) * Choose(c.X(0), c.X(0).Number(0), c.X(0))).Value)),
        },
        new("Softmax") { Since = 13, Jvp = SoftmaxJvp },
        new("LogSoftmax") { Since = 13, Jvp = LogSoftmaxJvp },
    ];

    private static OpRule Parametric(string op, Func<JvpContext, Term, Term, Term> derivative) =>
        new(op) { Jvp = c => JvpContext.One(c.T() * derivative(c, c.X(), c.Y())) };

    private static Term Step(Term x, double above, double otherwise) => (x > 0).Where(above, otherwise, x.Value.ElementType);

    private static Term Choose(Term x, Term above, Term otherwise) => (x > 0).Where(above, otherwise);

    // y = x tanh(softplus x).
    private static Term Mish(Term x, Term t) => t + (x * x.Sigmoid() * (1 - t.Square()));

    // y = x Φ(x), Φ the normal distribution.
    private static Term Gelu(Term x) => 0.5 * (1 + (x / Math.Sqrt(2)).Erf()) + (x * (-0.5 * x.Square()).Exp() / Math.Sqrt(2 * Math.PI));

    // y = x (1 + tanh u) / 2, u = √(2/π) (x + 0.044715 x³).
    private static Term GeluTanh(Term x)
    {
        var t = (Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x.Square()))).Tanh();
        return (0.5 * (1 + t)) + (x * (1 - t.Square()) * (Math.Sqrt(0.5 / Math.PI) * (1 + (0.134145 * x.Square()))));
    }

    // dy = y (dx − Σ y dx), the sum over the softmax axis; its sign is given to the sum, which is small.
    private static IReadOnlyList<Tangent> SoftmaxJvp(JvpContext c)
    {
        var weighted = c.T() * c.Y();
        return JvpContext.One(weighted + (-AxisSum(c, weighted) * c.Y()));
    }

    // d log y = dx − Σ y dx.
    private static IReadOnlyList<Tangent> LogSoftmaxJvp(JvpContext c) => JvpContext.One(c.T() + -AxisSum(c, c.T() * c.Y().Exp()));

    private static Term AxisSum(JvpContext c, Term x)
    {
        var axis = Graphs.Shapes.Axis(c.Attributes.Int("axis", -1), x.Value.Rank);
        return x.With(c.G.ReduceSum(x, [axis], keep: true));
    }
}
