using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Reductions; axes are an input (operator set 18, reached by the upgrade pass).</summary>
internal static class Reductions
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("ReduceSum") { Since = 13, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = SumTranspose, Batch = Batch },
        new("ReduceMean") { Since = 18, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = MeanTranspose, Batch = Batch },
        new("ReduceMax") { Since = 18, Jvp = Extremum, Limits = "shared equally between equal elements" },
        new("ReduceMin") { Since = 18, Jvp = Extremum, Limits = "shared equally between equal elements" },
        new("ReduceSumSquare") { Since = 18, Jvp = c => JvpContext.One(Again(c, 2 * c.X() * c.T())) },
        new("ReduceL1") { Since = 18, Jvp = c => JvpContext.One(Again(c, c.X().Sign() * c.T())) },
        new("ReduceL2") { Since = 18, Jvp = c => JvpContext.One(Again(c, c.T() * (c.X() / NotZero(Kept(c))))), Limits = "0 where the norm is 0" },
        new("ReduceLogSum") { Since = 18, Jvp = c => JvpContext.One(Again(c, c.T() / c.X().With(c.G.ReduceSum(c.X(), Axes(c.Node), keep: true)))), Limits = "not a number where the sum is 0" },
        new("ReduceProd") { Since = 18, Jvp = Product, Limits = "second derivatives leave out factors of 0" },
        new("ReduceLogSumExp") { Since = 18, Jvp = c => JvpContext.One(Again(c, c.T() * (c.X() - Kept(c)).Exp())) },
    ];

    /// <summary>The axes of a reduction; all of them where the operand is left out, none where it asks for no operation.</summary>
    public static int[] Axes(Node node)
    {
        var rank = node.Inputs[0]!.Rank;
        var axes = Constants.OptionalInts(node, 1);
        if (axes is { Length: > 0 })
            return Shapes.Axes(axes, rank);
        return node.Attributes.Flag("noop_with_empty_axes") ? [] : [.. Enumerable.Range(0, rank)];
    }

    // 1 in place of 0, for divisors of what is 0 there too.
    private static Term NotZero(Term x) => x.With(x.Graph.Equal(x, x.Number(0))).Where(x.Number(1), x);

    // The result with its reduced axes kept as ones, so that it broadcasts against the operand.
    private static Term Kept(JvpContext c) => c.Y().With(c.G.Reshape(c.Y(), Shapes.Reduced(c.X().Value.Shape, Axes(c.Node), keep: true)));

    private static Value Again(JvpContext c, Value x) => c.G.ReduceSum(x, Axes(c.Node), c.Attributes.Flag("keepdims", true));

    private static Value SumTranspose(TransposeContext c) =>
        c.G.Expand(c.G.Reshape(c.U, Shapes.Reduced(c.Wanted, Axes(c.Node), keep: true)), c.Wanted);

    private static Value MeanTranspose(TransposeContext c)
    {
        var count = Shapes.Count(c.Wanted) / (double)Math.Max(1, Shapes.Count(c.U.Value.Shape));
        // Divided while it is small.
        return c.G.Expand(c.G.Reshape(c.U / count, Shapes.Reduced(c.Wanted, Axes(c.Node), keep: true)), c.Wanted);
    }

    private static Value Batch(BatchContext c)
    {
        var axes = Axes(c.Node).Select(axis => axis + 1L).ToArray();
        return axes.Length == 0 ? c.X(0) : c.Emit([c.X(0), c.G.Ints(axes)]);
    }

    // Each factor's share is the product of the others: P / x, but where one factor is 0 the product of the rest, where two are, 0.
    private static IReadOnlyList<Tangent> Product(JvpContext c)
    {
        var (x, axes) = (c.X(), Axes(c.Node));
        var isZero = x.With(c.G.Equal(x, x.Number(0)));
        var zeros = x.With(c.G.ReduceSum(isZero.Indicator(x.Value.ElementType), axes, keep: true));
        var factors = isZero.Where(x.Number(1), x);
        var rest = x.With(c.G.Reduce("ReduceProd", factors, axes, keep: true));
        var others = isZero.Where((zeros <= 1).Where(rest, x.Number(0)), (zeros <= 0).Where(rest / factors, x.Number(0)));
        return JvpContext.One(Again(c, c.T() * others));
    }

    private static IReadOnlyList<Tangent> Extremum(JvpContext c)
    {
        var hit = c.X().With(c.G.Cast(c.G.Equal(c.X(), Kept(c)), c.X().Value.ElementType));
        var count = hit.With(c.G.ReduceSum(hit, Axes(c.Node), keep: true));
        return JvpContext.One(Again(c, c.T() * (hit / count)));
    }
}
