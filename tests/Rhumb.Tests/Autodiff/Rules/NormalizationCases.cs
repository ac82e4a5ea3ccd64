using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Normalisation in the forms that its rules tell apart.</summary>
internal static class NormalizationCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        new("BatchNormalization", [[2, 3, 4], [3], [3], [3], [3]], (g, x) => g.Emit("BatchNormalization", x, ElementType.Float, [2, 3, 4]), 0.5, 1.5),
        new("BatchNormalization in training", [[3, 2, 4], [2], [2], [2], [2]], (g, x) =>
        {
            var y = g.EmitMany("BatchNormalization", x, new() { { "training_mode", 1 } }, (ElementType.Float, [3, 2, 4]), (ElementType.Float, [2]), (ElementType.Float, [2]));
            return g.Add(y[0], g.Reshape(g.Mul(y[1], y[2]), [2, 1]));
        }, 0.5, 1.5),
        new("LayerNormalization", [[2, 3, 4], [3, 4], [3, 4]], (g, x) => g.Emit("LayerNormalization", x, ElementType.Float, [2, 3, 4], new() { { "axis", 1 } })),
        new("LayerNormalization without bias", [[2, 3, 4], [4]], (g, x) => g.Emit("LayerNormalization", x, ElementType.Float, [2, 3, 4])),
        new("LayerNormalization with its mean and deviation", [[2, 3, 4], [4], [4]], (g, x) =>
        {
            var y = g.EmitMany("LayerNormalization", x, Attributes.None, (ElementType.Float, [2, 3, 4]), (ElementType.Float, [2, 3, 1]), (ElementType.Float, [2, 3, 1]));
            return g.Add(g.Mul(y[0], y[1]), g.Mul(y[2], y[2]));
        }),
        new("InstanceNormalization", [[2, 3, 4, 2], [3], [3]], (g, x) => g.Emit("InstanceNormalization", x, ElementType.Float, [2, 3, 4, 2])),
        new("InstanceNormalization 1-D", [[1, 3, 6], [3], [3]], (g, x) => g.Emit("InstanceNormalization", x, ElementType.Float, [1, 3, 6], new() { { "epsilon", 1e-2f } })),
        new("GroupNormalization", [[2, 6, 3], [6], [6]], (g, x) => g.Emit("GroupNormalization", x, ElementType.Float, [2, 6, 3], new() { { "num_groups", 2 } })) { Opset = 21 },
        new("GroupNormalization by group", [[2, 6, 3], [2], [2]], (g, x) => g.Emit("GroupNormalization", x, ElementType.Float, [2, 6, 3], new() { { "num_groups", 2 } })),
        new("RMSNormalization", [[2, 3, 4], [3, 4]], (g, x) => g.Emit("RMSNormalization", x, ElementType.Float, [2, 3, 4], new() { { "axis", 1 } })) { Opset = 23 },
        new("LRN", [[2, 5, 3, 2]], (g, x) => g.Emit("LRN", [x[0]], ElementType.Float, [2, 5, 3, 2], new() { { "size", 3 }, { "alpha", 0.3f }, { "bias", 2f } })),
        new("LRN of every channel", [[1, 5, 3, 2]], (g, x) => g.Emit("LRN", [x[0]], ElementType.Float, [1, 5, 3, 2], new() { { "size", 9 }, { "alpha", 0.5f }, { "beta", 0.5f } })),
        new("LpNormalization", [[2, 3, 4]], (g, x) => g.Emit("LpNormalization", [x[0]], ElementType.Float, [2, 3, 4], new() { { "axis", 1 } })),
        new("LpNormalization of power 1", [[2, 5]], (g, x) => g.Emit("LpNormalization", [x[0]], ElementType.Float, [2, 5], new() { { "p", 1 } }), 0.2, 1),
        new("MeanVarianceNormalization", [[2, 2, 3, 2]], (g, x) => g.Emit("MeanVarianceNormalization", [x[0]], ElementType.Float, [2, 2, 3, 2])),
        new("MeanVarianceNormalization of some axes", [[2, 4, 3]], (g, x) => g.Emit("MeanVarianceNormalization", [x[0]], ElementType.Float, [2, 4, 3], new() { { "axes", (int[])[-1, 1] } })),
    ];
}
