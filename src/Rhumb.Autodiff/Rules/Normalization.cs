using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Normalisation layers.</summary>
internal static class Normalization
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("BatchNormalization") { Since = 9, Jvp = c => c.Attributes.Flag("training_mode") ? BatchNormTraining(c) : BatchNorm(c) },
        new("LayerNormalization") { Since = 17, Jvp = LayerNorm },
        new("InstanceNormalization") { Jvp = c => Grouped(c, c.X().Value.Shape[1]) },
        new("GroupNormalization") { Since = 18, Jvp = c => Grouped(c, c.Attributes.Int("num_groups", 1)) },
        new("RMSNormalization") { Since = 23, Jvp = RmsNorm },
        new("LRN") { Expansion = LocalResponse },
        new("LpNormalization") { Expansion = LpNorm, Limits = "0 where the norm is 0" },
        new("MeanVarianceNormalization") { Since = 9, Expansion = MeanVariance },
    ];

    // y = (x − μ) r s + b, r = (v + ε)^(−1/2), all per channel.
    private static IReadOnlyList<Tangent> BatchNorm(JvpContext c)
    {
        Term Channel(Term value) => PerChannel(c, value);
        var r = 1 / (Channel(c.X(4)) + c.Attributes.Float("epsilon", 1e-5f)).Sqrt();
        var centred = c.X(0) - Channel(c.X(3));
        var scale = Channel(c.X(1));
        return c.Sum(c.ActiveOperands.Select(i => i switch
        {
            0 => (c.T(0) * (r * scale)).Value,
            1 => Channel(c.T(1)) * (centred * r),
            2 => Channel(c.T(2)),
            3 => Channel(c.T(3)) * -(r * scale),
            _ => Channel(c.T(4)) * (-0.5 * centred * scale * r * r * r),
        }));
    }

    private static Term PerChannel(JvpContext c, Term value) => value.With(c.G.Reshape(value, [-1, .. Enumerable.Repeat(1L, c.X().Value.Rank - 2)]));

    // y = n s + b, n over the batch and all places; running statistics m μ + (1 − m) mean x, m v + (1 − m) var x.
    private static IReadOnlyList<Tangent> BatchNormTraining(JvpContext c)
    {
        var (standard, m) = (Standard.Of(c, c.X(), [.. Enumerable.Range(0, c.X().Value.Rank).Where(axis => axis != 1)]), c.Attributes.Float("momentum", 0.9f));
        var y = c.Sum(c.ActiveOperands.Where(i => i < 3).Select(i => i switch
        {
            0 => (standard.Tangent(c.T(0)) * PerChannel(c, c.X(1))).Value,
            1 => PerChannel(c, c.T(1)) * standard.N,
            _ => PerChannel(c, c.T(2)),
        }));
        Tangent Running(int operand, Func<Term, Term> change)
        {
            Term? kept = c.Active(operand) ? m * c.T(operand) : null;
            Term? added = c.Active(0) ? (1 - m) * c.X().With(c.G.Reshape(change(c.T(0)), c.X(operand).Value.Shape)) : null;
            return kept is { } a && added is { } b ? Tangent.Of(a + b) : (kept ?? added) is { } one ? Tangent.Of(one) : Tangent.Zero;
        }
        // var x = mean (n / r)², so its tangent is 2 mean(n dx) / r.
        return [.. y, Running(3, standard.Mean), Running(4, dx => 2 * standard.Mean(standard.N * dx) / standard.R)];
    }

    // n = (x − mean x) r, r = (var x + ε)^(−1/2) over some axes: dn = r (dx − mean dx − n mean(n dx)).
    private readonly record struct Standard(Term N, Term R, int[] Axes)
    {
        public static Standard Of(JvpContext c, Term x, int[] axes)
        {
            var centred = x - x.With(c.G.ReduceMean(x, axes, keep: true));
            var variance = x.With(c.G.ReduceMean(centred.Square(), axes, keep: true));
            var r = 1 / (variance + c.Attributes.Float("epsilon", 1e-5f)).Sqrt();
            return new(centred * r, r, axes);
        }

        public Term Mean(Term x) => x.With(x.Graph.ReduceMean(x, Axes, keep: true));

        // Signs are given to the means, which are small; in the adjoint too.
        public Term Tangent(Term t) => (t + -Mean(t) + (N * -Mean(N * t))) * R;
    }

    // y = n s + b over the last axes; mean and r are results too.
    private static IReadOnlyList<Tangent> LayerNorm(JvpContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", -1), c.X().Value.Rank);
        var standard = Standard.Of(c, c.X(), [.. Enumerable.Range(axis, c.X().Value.Rank - axis)]);
        var y = c.Sum(c.ActiveOperands.Select(i => i switch
        {
            0 => (standard.Tangent(c.T(0)) * c.X(1)).Value,
            1 => c.T(1) * standard.N,
            _ => c.T(2),
        }));
        if (c.Node.Outputs.Skip(1).All(output => output is null) || !c.Active(0))
            return [.. y, Tangent.Zero, Tangent.Zero];
        return [.. y, Tangent.Of(standard.Mean(c.T(0))), Tangent.Of(standard.Mean(c.T(0) * standard.N) * -standard.R.Square())];
    }

    // y = n s + b, n over each of G groups of channels and all places; s and b for every channel or (until set 20) every group.
    private static IReadOnlyList<Tangent> Grouped(JvpContext c, long groups)
    {
        var shape = c.X().Value.Shape;
        long[] apart = [shape[0], groups, shape[1] / groups * Shapes.Count(shape.AsSpan(2))];
        var standard = Standard.Of(c, c.X().With(c.G.Reshape(c.X(), apart)), [2]);
        Term Whole(Term value) => value.With(c.G.Reshape(value, shape));
        Term Channel(Term value)
        {
            Value each = value.Value.Shape[0] == shape[1] ? value : c.G.Reshape(c.G.Expand(c.G.Reshape(value, [groups, 1]), [groups, shape[1] / groups]), [shape[1]]);
            return value.With(c.G.Reshape(each, [shape[1], .. Enumerable.Repeat(1L, shape.Length - 2)]));
        }
        return c.Sum(c.ActiveOperands.Select(i => i switch
        {
            0 => (Whole(standard.Tangent(c.T(0).With(c.G.Reshape(c.T(0), apart)))) * Channel(c.X(1))).Value,
            1 => Channel(c.T(1)) * Whole(standard.N),
            _ => Channel(c.T(2)),
        }));
    }

    // y = n s, n = x r, r = (mean x² + ε)^(−1/2): dn = r (dx − n mean(n dx)).
    private static IReadOnlyList<Tangent> RmsNorm(JvpContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", -1), c.X().Value.Rank);
        int[] axes = [.. Enumerable.Range(axis, c.X().Value.Rank - axis)];
        Term Mean(Term x) => x.With(c.G.ReduceMean(x, axes, keep: true));
        var r = 1 / (Mean(c.X().Square()) + c.Attributes.Float("epsilon", 1e-5f)).Sqrt();
        var n = c.X() * r;
        return c.Sum(c.ActiveOperands.Select(i => i == 0 ? ((c.T(0) + (n * -Mean(n * c.T(0)))) * (r * c.X(1))).Value : c.T(1) * n));
    }

    // y = x (k + α/m Σ x²)^(−β), the sum over m neighbouring channels, by a convolution along them.
    private static IReadOnlyList<Value?> LocalResponse(ExpansionContext c)
    {
        var (x, shape, size) = (c.X(), c.Shape(), c.Attributes.Int("size", 1));
        var geometry = new ConvolutionGeometry([size, 1], [1, 1], [1, 1], [(size - 1) / 2, 0], [size / 2, 0]);
        var squares = c.G.Reshape(x.Square(), [shape[0], 1, shape[1], Shapes.Count(shape.AsSpan(2))]);
        var sums = x.With(c.G.Reshape(c.G.Conv(squares, c.G.Filled(1, x.Value.ElementType, [1, 1, size, 1]), geometry), shape));
        var scale = c.Attributes.Float("bias", 1) + (c.Attributes.Float("alpha", 1e-4f) / size * sums);
        return [x * scale.Pow(x.Number(-c.Attributes.Float("beta", 0.75f)))];
    }

    private static IReadOnlyList<Value?> LpNorm(ExpansionContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", -1), c.X().Value.Rank);
        var norm = c.X().With(c.G.Reduce(c.Attributes.Int("p", 2) == 1 ? "ReduceL1" : "ReduceL2", c.X(), [axis], keep: true));
        var positive = norm > 0;
        return [positive.Where(c.X() / positive.Where(norm, norm.Number(1)), norm.Number(0))];
    }

    // (x − mean x) / (σ + 1e-9), as the standard defines it.
    private static IReadOnlyList<Value?> MeanVariance(ExpansionContext c)
    {
        var axes = Shapes.Axes(c.Attributes.Ints("axes") ?? [0, 2, 3], c.X().Value.Rank);
        Term Mean(Term x) => x.With(c.G.ReduceMean(x, axes, keep: true));
        var centred = c.X() - Mean(c.X());
        return [centred / (Mean(centred.Square()).Sqrt() + 1e-9)];
    }
}
