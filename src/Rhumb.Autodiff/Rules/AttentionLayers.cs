using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Attention and rotary positions (operator set 23): standard functions, by expansion.</summary>
internal static class AttentionLayers
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Attention") { Since = 23, Until = 23, Expansion = Attention, Limits = "not of the fourth result, the scores" },
        new("RotaryEmbedding") { Since = 23, Expansion = Rotary },
    ];

    // y = softmax(q kᵀ scale + mask) v for every head; keys and values of earlier steps come first.
    private static IReadOnlyList<Value?> Attention(ExpansionContext c)
    {
        var g = c.G;
        var q = Heads(c, 0, "q_num_heads");
        Value Present(int operand, int past) => c.Has(past) ? g.Concat(2, c.X(past), Heads(c, operand, "kv_num_heads")) : Heads(c, operand, "kv_num_heads");
        var (key, value) = (Present(1, 4), Present(2, 5));
        var scale = c.Attributes.Has("scale") ? c.Attributes.Float("scale", 1) : 1 / Math.Sqrt(q.Shape[3]);
        var scores = c.X().With(g.MatMul(q, g.TransposeLast(Repeated(g, key, q.Shape[1])))) * scale;
        if (c.Attributes.Float("softcap", 0) is var cap and not 0)
            scores = cap * (scores / cap).Tanh();
        var weights = g.Softmax(Masked(c, scores, key.Shape[2] - c.Shape(1)[^2]));
        var y = g.MatMul(weights, Repeated(g, value, q.Shape[1]));
        return [g.Reshape(c.Shape().Length == 3 ? g.Transpose(y, [0, 2, 1, 3]) : y, c.Output()), key, value];
    }

    // [B, S, heads · d] → [B, heads, S, d].
    private static Value Heads(ExpansionContext c, int operand, string attribute)
    {
        if (c.Shape(operand) is not { Length: 3 } shape)
            return c.X(operand);
        var heads = c.Attributes.Int(attribute, 1);
        return c.G.Transpose(c.G.Reshape(c.X(operand), [shape[0], shape[1], heads, shape[2] / heads]), [0, 2, 1, 3]);
    }

    // Each key's head serves a run of the queries' heads.
    private static Value Repeated(GraphBuilder g, Value x, long heads)
    {
        var s = x.Shape;
        return s[1] == heads ? x : g.Reshape(g.Expand(g.Reshape(x, [s[0], s[1], 1, s[2], s[3]]), [s[0], s[1], heads / s[1], s[2], s[3]]), [s[0], heads, s[2], s[3]]);
    }

    private static Value Masked(ExpansionContext c, Term scores, long past)
    {
        var g = c.G;
        var never = scores.Number(double.NegativeInfinity);
        if (c.Has(3))
            scores = c.X(3).Value.ElementType == ElementType.Bool ? c.X(3).Where(scores, never) : scores + c.X(3);
        if (!c.Attributes.Flag("is_causal"))
            return scores;
        var (queries, keys) = (scores.Value.Shape[2], scores.Value.Shape[3]);
        bool[] visible = [.. Enumerable.Range(0, (int)queries).SelectMany(i => Enumerable.Range(0, (int)keys).Select(j => j <= i + past))];
        return g.Where(g.Constant(TensorData.Of<bool>(visible, queries, keys)), scores, never);
    }

    // Pairs of the first elements of each head turn by their position's angle; the rest stay.
    private static IReadOnlyList<Value?> Rotary(ExpansionContext c)
    {
        var (g, flat) = (c.G, c.Shape().Length == 3);
        long[] shape = flat ? [c.Shape()[0], c.Shape()[1], c.Attributes.Int("num_heads", 1), c.Shape()[2] / c.Attributes.Int("num_heads", 1)] : c.Shape();
        var turned = c.Attributes.Int("rotary_embedding_dim", 0) is var given and not 0 ? given : shape[3];
        var interleaved = c.Attributes.Flag("interleaved");
        // The two of a pair lie side by side, or half the elements apart.
        long[] pairs = interleaved ? [.. shape[..3], turned / 2, 2] : [.. shape[..3], 2, turned / 2];
        var axis = interleaved ? 4 : 3;
        var x = g.Reshape(c.X(), shape);
        var split = g.Reshape(g.Slice(x, 3, 0, turned), pairs);
        Term Part(int i) => c.X().With(g.Reshape(g.Slice(split, axis, i, i + 1), [.. shape[..3], turned / 2]));
        Term Angle(int operand)
        {
            var table = c.Has(3) ? g.Gather(c.X(operand), c.X(3), 0) : c.X(operand);
            return c.X().With(g.Reshape(table, flat ? [shape[0], shape[1], 1, turned / 2] : [shape[0], 1, shape[2], turned / 2]));
        }
        var (cos, sin, a, b) = (Angle(1), Angle(2), Part(0), Part(1));
        Value Joined(Value part) => g.Reshape(part, [.. pairs[..axis], 1, .. pairs[(axis + 1)..]]);
        var rotated = g.Reshape(g.Concat(axis, Joined((a * cos) - (b * sin)), Joined((a * sin) + (b * cos))), [.. shape[..3], turned]);
        return [g.Reshape(turned == shape[3] ? rotated : g.Concat(3, rotated, g.Slice(x, 3, turned, shape[3])), c.Output())];
    }
}
