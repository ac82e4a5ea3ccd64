using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Scales of quantised numbers; the numbers themselves are integers.</summary>
internal static class Quantization
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("DequantizeLinear") { Since = 10, Jvp = Dequantize, Limits = "by the scale, of the tensor or of an axis" },
        new("DynamicQuantizeLinear") { Since = 11, Expansion = DynamicScale, Limits = "of the scale; the quantised numbers are integers" },
    ];

    // y = (x − zero) scale.
    private static IReadOnlyList<Tangent> Dequantize(JvpContext c)
    {
        var (rank, type) = (c.X().Value.Rank, c.Y().Value.ElementType);
        if (!c.Active(1))
            return [Tangent.Zero];
        if (c.X(1).Value.Rank > 1)
            throw new GraphException($"{c.Node.Title} has a scale for every block, which has no derivative rule; dequantise with a scale for the tensor or an axis.");
        Value AlongAxis(Value v) => v.Rank == 0 ? v : c.G.Reshape(v, [v.Shape[0], .. Enumerable.Repeat(1L, rank - 1 - (v.Shape[0] == 1 ? 0 : Shapes.Axis(c.Attributes.Int("axis", 1), rank)))]);
        var centred = c.G.Cast(c.X(), type);
        if (c.Node.Input(2) is { } zero)
            centred = c.G.Sub(centred, AlongAxis(c.G.Cast(zero, type)));
        return c.Sum([c.G.Mul(AlongAxis(c.T(1)), centred)]);
    }

    // scale = (max(0, max x) − min(0, min x)) / 255.
    private static IReadOnlyList<Value?> DynamicScale(ExpansionContext c)
    {
        int[] all = [.. Enumerable.Range(0, c.X().Value.Rank)];
        var high = c.G.Max(c.G.Reduce("ReduceMax", c.X(), all, keep: false), c.X().Number(0));
        var low = c.G.Min(c.G.Reduce("ReduceMin", c.X(), all, keep: false), c.X().Number(0));
        return [null, (c.X().With(high) - c.X().With(low)) / 255, null];
    }
}
