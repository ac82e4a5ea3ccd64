using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Functions of one operand, coordinate by coordinate: dy = f′(x) · dx, f′ written with x and y = f(x).</summary>
internal static class Elementwise
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        Function("Abs", (x, y) => x.Sign()) with { Limits = "0 at 0" },
        Function("Acos", (x, y) => -1 / (1 - x.Square()).Sqrt()),
        Function("Acosh", (x, y) => 1 / (x.Square() - 1).Sqrt()),
        Function("Asin", (x, y) => 1 / (1 - x.Square()).Sqrt()),
        Function("Asinh", (x, y) => 1 / (x.Square() + 1).Sqrt()),
        Function("Atan", (x, y) => 1 / (x.Square() + 1)),
        Function("Atanh", (x, y) => 1 / (1 - x.Square())),
        Function("Cos", (x, y) => -x.Sin()),
        Function("Cosh", (x, y) => 0.5 * (x.Exp() - (-x).Exp())),
        Function("Erf", (x, y) => 2 / Math.Sqrt(Math.PI) * (-x.Square()).Exp()),
        Function("Exp", (x, y) => y),
        Function("Log", (x, y) => 1 / x),
        Function("Reciprocal", (x, y) => -y.Square()),
        Function("Sin", (x, y) => x.Cos()),
        Function("Sinh", (x, y) => 0.5 * (x.Exp() + (-x).Exp())),
        Function("Sqrt", (x, y) => 0.5 / y),
        Function("Tan", (x, y) => 1 + y.Square()),
    ];

    /// <summary>A row from its derivative as a formula of x and y.</summary>
    public static OpRule Function(string op, Func<Term, Term, Term> derivative) =>
        new(op) { Jvp = c => JvpContext.One(c.T() * derivative(c.X(), c.Y())) };
}
