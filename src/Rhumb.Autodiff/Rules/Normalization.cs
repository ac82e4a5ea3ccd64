using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Normalisation layers.</summary>
internal static class Normalization
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("BatchNormalization") { Since = 9, Jvp = BatchNorm, Limits = "inference form: mean and variance are given" },
        new("LayerNormalization") { Since = 17, Jvp = LayerNorm },
    ];

    // y = (x − μ) r s + b, r = (v + ε)^(−1/2), all per channel.
    private static IReadOnlyList<Tangent> BatchNorm(JvpContext c)
    {
        if (c.Attributes.Flag("training_mode"))
            throw new GraphException($"{c.Node.Title} is in training mode; export the model for inference (model.eval()).");
        Term Channel(Term value) => value.With(c.G.Reshape(value, [-1, .. Enumerable.Repeat(1L, c.X(0).Value.Rank - 2)]));
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

    // y = n s + b, n = (x − mean x) / sqrt(var x + ε) over the last axes: dn = r (dx − mean dx − n mean(n dx)).
    private static IReadOnlyList<Tangent> LayerNorm(JvpContext c)
    {
        var axis = Shapes.Axis(c.Attributes.Int("axis", -1), c.X().Value.Rank);
        int[] axes = [.. Enumerable.Range(axis, c.X().Value.Rank - axis)];
        Term Mean(Term x) => x.With(c.G.ReduceMean(x, axes, keep: true));
        var centred = c.X() - Mean(c.X());
        var r = 1 / (Mean(centred.Square()) + c.Attributes.Float("epsilon", 1e-5f)).Sqrt();
        var n = centred * r;
        return c.Sum(c.ActiveOperands.Select(i => i switch
        {
            0 => ((c.T(0) - Mean(c.T(0)) - (n * Mean(n * c.T(0)))) * (r * c.X(1))).Value,
            1 => c.T(1) * n,
            _ => c.T(2),
        }));
    }
}
