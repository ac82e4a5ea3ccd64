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

    // dy = y (dx − Σ y dx), the sum over the softmax axis.
    private static IReadOnlyList<Tangent> SoftmaxJvp(JvpContext c)
    {
        var weighted = c.T() * c.Y();
        return JvpContext.One(weighted - (AxisSum(c, weighted) * c.Y()));
    }

    // d log y = dx − Σ y dx.
    private static IReadOnlyList<Tangent> LogSoftmaxJvp(JvpContext c) => JvpContext.One(c.T() - AxisSum(c, c.T() * c.Y().Exp()));

    private static Term AxisSum(JvpContext c, Term x)
    {
        var axis = Graphs.Shapes.Axis(c.Attributes.Int("axis", -1), x.Value.Rank);
        return x.With(c.G.ReduceSum(x, [axis], keep: true));
    }
}
