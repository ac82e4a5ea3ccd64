using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Arithmetic with broadcasting.</summary>
internal static class Arithmetic
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Add") { Jvp = c => c.Sum(c.ActiveOperands.Select(i => c.T(i).Value)), Transpose = c => c.U, Batch = Aligned },
        new("Sum") { Jvp = c => c.Sum(c.ActiveOperands.Select(i => c.T(i).Value)), Transpose = c => c.U, Batch = Aligned },
        new("Mean") { Jvp = c => c.Sum(c.ActiveOperands.Select(i => (c.T(i) / c.Node.Inputs.Count).Value)) },
        new("Mod") { Since = 10, Jvp = Mod, Limits = "of real numbers; the jumps are left out" },
        new("Sub")
        {
            Jvp = c => c.Sum(c.ActiveOperands.Select(i => i == 0 ? c.T(0).Value : -c.T(1))),
            Transpose = c => c.Operand == 0 ? c.U : -c.U,
            Batch = Aligned,
        },
        new("Neg") { Jvp = c => JvpContext.One(-c.T()), Transpose = c => -c.U, Batch = Aligned },
        new("Identity") { Jvp = c => JvpContext.One(c.T()), Transpose = c => c.U, Batch = Aligned },
        new("Mul")
        {
            Jvp = c => c.Sum(c.ActiveOperands.Select(i => (c.T(i) * c.X(1 - i)).Value)),
            Transpose = c => c.U * c.X(1 - c.Operand),
            Batch = Aligned,
        },
        new("Div")
        {
            Jvp = c => c.Sum(c.ActiveOperands.Select(i => i == 0 ? (c.T(0) / c.X(1)).Value : c.T(1) * (-c.Y() / c.X(1)))),
            Transpose = c => c.Operand == 0 ? c.U / c.X(1) : throw new GraphException($"{c.Node.Title} is not linear in its divisor."),
            Batch = Aligned,
        },
        new("Pow") { Jvp = c => c.Sum(c.ActiveOperands.Select(i => i == 0 ? PowBase(c) : PowExponent(c))), Limits = "by an exponent from 0 on 0 at a base of 0, not a number at a negative base" },
        new("Max") { Jvp = c => Extremum(c), Limits = "shared equally between equal operands" },
        new("Min") { Jvp = c => Extremum(c), Limits = "shared equally between equal operands" },
        new("Clip") { Since = 11, Jvp = Clip, Limits = "the operand's at the bounds" },
        new("Where")
        {
            Jvp = c => JvpContext.One(c.G.Expand(c.G.Where(c.X(0), Or0(c, 1), Or0(c, 2)), c.Y().Value.Shape)),
            Transpose = c => c.Operand == 1 ? c.X(0).Where(c.U, c.U.Number(0)) : c.X(0).Where(c.U.Number(0), c.U),
            Batch = Aligned,
        },
    ];

    /// <summary>Elementwise operators broadcast from the right, so K in front needs only equal ranks.</summary>
    public static Value Aligned(BatchContext c)
    {
        var rank = c.Output.Length;
        return c.Emit([.. c.Node.Inputs.Select((_, i) => c.Aligned(i, rank))]);
    }

    private static Value Or0(JvpContext c, int index) => c.Active(index) ? c.T(index) : c.Y().Number(0);

    // d x^p = p x^(p−1) dx; p = 0 gives 0 also at x = 0.
    private static Value PowBase(JvpContext c)
    {
        var (x, p) = (c.X(0), c.X(1).With(c.G.Cast(c.X(1), c.X(0).Value.ElementType)));
        var slope = p * x.Pow(p - 1);
        return c.T(0) * x.With(c.G.Equal(p, p.Number(0))).Where(p.Number(0), slope);
    }

    // d x^p = x^p ln x dp; 0 where x = 0 and p ≥ 0.
    private static Value PowExponent(JvpContext c)
    {
        var (x, p) = (c.X(0), c.X(1).With(c.G.Cast(c.X(1), c.X(0).Value.ElementType)));
        var none = x.With(c.G.And(c.G.Equal(x, x.Number(0)), p >= 0));
        var slope = none.Where(x.Number(0), c.Y() * none.Where(x.Number(1), x).Log());
        return x.With(c.G.Cast(c.T(1), x.Value.ElementType)) * slope;
    }

    private static IReadOnlyList<Tangent> Extremum(JvpContext c)
    {
        var type = c.Y().Value.ElementType;
        Term Hit(int i) => c.Y().With(c.G.Cast(c.G.Equal(c.X(i), c.Y()), type));
        var hits = Enumerable.Range(0, c.Node.Inputs.Count).Select(Hit).ToList();
        var count = hits.Aggregate((a, b) => a + b);
        return c.Sum(c.ActiveOperands.Select(i => (c.T(i) * (hits[i] / count)).Value));
    }

    // y = min(max(x, low), high): each bound's share is where it is the result; where they cross, high is.
    private static IReadOnlyList<Tangent> Clip(JvpContext c)
    {
        var x = c.X(0);
        Term? low = c.Node.Input(1) is null ? null : c.X(1), high = c.Node.Input(2) is null ? null : c.X(2);
        Term Where(Term condition, Term a) => condition.Where(a, a.Number(0));
        return c.Sum(c.ActiveOperands.Select(i => i switch
        {
            0 => (Value)Upto(high, x, Upto(x, low, c.T(0))),
            1 => Where(x < c.X(1), Upto(high, low, c.T(1))),
            _ => Where(Above(x, low) > c.X(2), c.T(2)),
        }));
        // t where b ≤ a, everywhere if either is left out.
        Term Upto(Term? a, Term? b, Term t) => a is { } over && b is { } under ? Where(over >= under, t) : t;
        Term Above(Term a, Term? bound) => bound is { } b ? a.With(c.G.Max(a, b)) : a;
    }

    // y = a − trunc(a / b) b.
    private static IReadOnlyList<Tangent> Mod(JvpContext c)
    {
        var ratio = c.X(0) / c.X(1);
        return c.Sum(c.ActiveOperands.Select(i => i == 0 ? c.T(0).Value : c.T(1) * -(ratio.Sign() * ratio.Abs().Floor())));
    }
}
