using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>Einsum: what its equations can say.</summary>
internal static class ContractionCases
{
    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        Einsum("ij,jk->ik", [[2, 3], [3, 2]], [2, 2]),
        Einsum("bhqd,bhkd->bhqk", [[2, 2, 3, 4], [2, 2, 5, 4]], [2, 2, 3, 5]),
        Einsum("bij,bjk", [[2, 3, 4], [2, 4, 2]], [3, 2]),
        Einsum("...ij,...jk->...ik", [[2, 3, 4], [1, 4, 2]], [2, 3, 2]),
        Einsum("...d,d->...", [[2, 3, 4], [4]], [2, 3]),
        Einsum("i...,...->i...", [[2, 3, 1], [1, 4]], [2, 3, 4]),
        Einsum("ij->ji", [[2, 3]], [3, 2]),
        Einsum("ij->j", [[2, 3]], [3]),
        Einsum("ij->", [[2, 3]], []),
        Einsum("ii->i", [[3, 3]], [3]),
        Einsum("bii,bjj->b", [[2, 3, 3], [2, 2, 2]], [2]),
        Einsum("i,j->ij", [[2], [3]], [2, 3]),
        Einsum("i,i->", [[3], [3]], []),
        Einsum("ij,jk,kl->il", [[2, 3], [3, 4], [4, 2]], [2, 2]),
        Einsum("b c h w , b d h w -> b c d", [[2, 2, 3, 2], [2, 3, 3, 2]], [2, 2, 3]),
        new("Einsum of an operand with itself", [[3, 2]], (g, x) => g.Emit("Einsum", [x[0], x[0]], ElementType.Float, [3, 3], new() { { "equation", "ik,jk->ij" } })),
    ];

    private static OperatorCase Einsum(string equation, long[][] shapes, long[] output) =>
        new($"Einsum {equation}", shapes, (g, x) => g.Emit("Einsum", x, ElementType.Float, output, new() { { "equation", equation } }));
}
