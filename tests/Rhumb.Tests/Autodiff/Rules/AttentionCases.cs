using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Attention and rotary positions in the forms that their expansions tell apart.</summary>
internal static class AttentionCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        Case("Attention", [[2, 3, 4, 2], [2, 3, 5, 2], [2, 3, 5, 3]], [2, 3, 4, 3]),
        Case("Attention scaled and capped", [[1, 2, 3, 2], [1, 2, 4, 2], [1, 2, 4, 2]], [1, 2, 3, 2], ("scale", 0.7f), ("softcap", 1.5f)),
        Case("Attention of heads side by side", [[2, 3, 4], [2, 5, 4], [2, 5, 6]], [2, 3, 6], ("q_num_heads", 2), ("kv_num_heads", 2)),
        Case("Attention sharing keys", [[1, 4, 3, 2], [1, 2, 5, 2], [1, 2, 5, 3]], [1, 4, 3, 3]),
        Case("Attention causal", [[1, 2, 4, 2], [1, 2, 4, 2], [1, 2, 4, 3]], [1, 2, 4, 3], ("is_causal", 1)),
        new("Attention masked", [[1, 2, 3, 2], [1, 2, 4, 2], [1, 2, 4, 2], [3, 4]], (g, x) => g.Emit("Attention", x, ElementType.Float, [1, 2, 3, 2])) { Opset = 23 },
        new("Attention with a mask of truth values", [[1, 2, 3, 2], [1, 2, 4, 2], [1, 2, 4, 2]], (g, x) => g.Emit("Attention",
            [.. x, g.Constant(TensorData.Of<bool>([true, true, false, true, false, true, true, true, true, false, false, true], 3, 4))], ElementType.Float, [1, 2, 3, 2])) { Opset = 23 },
        new("Attention with earlier keys", [[1, 2, 3, 2], [1, 2, 3, 2], [1, 2, 3, 2], [1, 2, 2, 2], [1, 2, 2, 2]], (g, x) =>
        {
            var y = g.EmitMany("Attention", [x[0], x[1], x[2], null, x[3], x[4]], new() { { "is_causal", 1 } },
                (ElementType.Float, [1, 2, 3, 2]), (ElementType.Float, [1, 2, 5, 2]), (ElementType.Float, [1, 2, 5, 2]));
            return g.Concat(2, y[0], g.Mul(y[1], y[2]));
        }) { Opset = 23 },
        Rotary("", [2, 3, 4, 4], [2, 4, 2], []),
        Rotary(" interleaved", [1, 2, 3, 4], [1, 3, 2], new() { { "interleaved", 1 } }),
        Rotary(" in part", [1, 2, 3, 6], [1, 3, 2], new() { { "rotary_embedding_dim", 4 } }),
        Rotary(" of heads side by side", [1, 3, 8], [1, 3, 2], new() { { "num_heads", 2 } }),
        new("RotaryEmbedding by positions", [[1, 2, 3, 4], [6, 2], [6, 2]], (g, x) => g.Emit("RotaryEmbedding",
            [x[0], x[1], x[2], g.Constant(TensorData.Of([0L, 4, 1], 1, 3))], ElementType.Float, [1, 2, 3, 4])) { Opset = 23 },
    ];

    private static OperatorCase Case(string name, long[][] shapes, long[] y, params (string Name, object Value)[] more) => new(name, shapes, (g, x) =>
    {
        Attributes attributes = [];
        foreach (var (key, value) in more)
            attributes.Add(key, value);
        return g.Emit("Attention", x, ElementType.Float, y, attributes);
    }) { Opset = 23 };

    private static OperatorCase Rotary(string form, long[] x, long[] angles, Attributes attributes) =>
        new($"RotaryEmbedding{form}", [x, angles, angles], (g, inputs) => g.Emit("RotaryEmbedding", inputs, ElementType.Float, x, attributes)) { Opset = 23 };
}
