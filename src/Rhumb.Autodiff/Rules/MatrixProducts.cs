using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Matrix products: bilinear, so each operand's tangent takes its place.</summary>
internal static class MatrixProducts
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("MatMul") { Jvp = MatMulJvp, Transpose = MatMulTranspose, Batch = MatMulBatch },
        new("Gemm") { Jvp = GemmJvp, Transpose = GemmTranspose, Batch = GemmBatch },
    ];

    // Vectors become matrices of one row or column, so that tangent graphs hold ranks of two and more only.
    private static IReadOnlyList<Tangent> MatMulJvp(JvpContext c)
    {
        Value Left(Value a) => a.Rank == 1 ? c.G.Reshape(a, [1, a.Shape[0]]) : a;
        Value Right(Value b) => b.Rank == 1 ? c.G.Reshape(b, [b.Shape[0], 1]) : b;
        return c.Sum(c.ActiveOperands.Select(i => c.G.Reshape(
            i == 0 ? c.G.MatMul(Left(c.T(0)), Right(c.X(1))) : c.G.MatMul(Left(c.X(0)), Right(c.T(1))), c.Y().Value.Shape)));
    }

    // A ← U Bᵀ and B ← Aᵀ U; against a matrix B all leading axes fold into rows of one Gemm.
    private static Value MatMulTranspose(TransposeContext c)
    {
        var (a, b) = (c.Shape(0), c.Shape(1));
        if (b.Length > 2)
            return c.Operand == 0 ? c.G.MatMul(c.U, c.G.TransposeLast(c.X(1))) : c.G.MatMul(c.G.TransposeLast(c.X(0)), c.U);
        var rows = Shapes.Count(a.AsSpan(..^1));
        var u = c.G.Reshape(c.U, [rows, b[1]]);
        return c.Operand == 0
            ? c.G.Reshape(c.G.Gemm(u, c.X(1), transposeB: true), a)
            : c.G.Gemm(c.G.Reshape(c.X(0), [rows, a[^1]]), u, transposeA: true);
    }

    private static Value MatMulBatch(BatchContext c)
    {
        var rank = Math.Max(c.Shape(0).Length, c.Shape(1).Length);
        // A batched A against a plain matrix needs no alignment: its leading axes are rows.
        var inputs = c.Shape(1).Length == 2 && !c.Batched(1) ? [c.X(0), c.X(1)] : new[] { c.Aligned(0, rank), c.Aligned(1, rank) };
        return c.Emit(inputs);
    }

    private static IReadOnlyList<Tangent> GemmJvp(JvpContext c)
    {
        var (transposeA, transposeB) = (c.Attributes.Flag("transA"), c.Attributes.Flag("transB"));
        return c.Sum(c.ActiveOperands.Select(i => i switch
        {
            0 => Scaled(c, "alpha", c.G.Gemm(c.T(0), c.X(1), transposeA, transposeB)),
            1 => Scaled(c, "alpha", c.G.Gemm(c.X(0), c.T(1), transposeA, transposeB)),
            _ => Scaled(c, "beta", c.T(2)),
        }));
    }

    private static Value Scaled(JvpContext c, string attribute, Value value)
    {
        var factor = c.Attributes.Float(attribute, 1);
        return factor == 1 ? value : c.G.Mul(value, c.G.Scalar(factor, value.ElementType));
    }

    // Tangent graphs hold Gemm with alpha 1 and no C.
    private static Value GemmTranspose(TransposeContext c)
    {
        var (ta, tb) = (c.Attributes.Flag("transA"), c.Attributes.Flag("transB"));
        return (c.Operand, ta, tb) switch
        {
            (0, false, _) => c.G.Gemm(c.U, c.X(1), transposeB: !tb),
            (0, true, _) => c.G.Gemm(c.X(1), c.U, transposeA: tb, transposeB: true),
            (_, _, false) => c.G.Gemm(c.X(0), c.U, transposeA: !ta),
            _ => c.G.Gemm(c.U, c.X(0), transposeA: true, transposeB: ta),
        };
    }

    private static Value GemmBatch(BatchContext c)
    {
        var (ta, tb) = (c.Attributes.Flag("transA"), c.Attributes.Flag("transB"));
        if (c.Batched(0) && !c.Batched(1) && !ta)
        {
            var rows = c.G.Reshape(c.X(0), [-1, c.Shape(0)[1]]);
            return c.G.Reshape(c.G.Gemm(rows, c.X(1), transposeB: tb), [-1, .. c.Output]);
        }
        return c.G.MatMul(ta ? c.G.TransposeLast(c.X(0)) : c.X(0), tb ? c.G.TransposeLast(c.X(1)) : c.X(1));
    }
}
