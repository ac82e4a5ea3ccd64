using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Rules;

/// <summary>Sampling grids of affine maps: each place of a regular grid, times the matrix.</summary>
internal static class AffineGrids
{
    public static IReadOnlyList<OpRule> Rows { get; } = [new("AffineGrid") { Since = 20, Jvp = Jvp, Limits = "by the matrix" }];

    // grid [N, P.., d] = places [P, d + 1] θᵀ, θ [N, d, d + 1].
    private static IReadOnlyList<Tangent> Jvp(JvpContext c)
    {
        var size = Constants.Ints(c.Node, 1)[2..];
        var places = c.G.Cast(c.G.Constant(Places(size, c.Attributes.Flag("align_corners"))), c.T().Value.ElementType);
        return JvpContext.One(c.G.Reshape(c.G.MatMul(places, c.G.TransposeLast(c.T())), c.Y().Value.Shape));
    }

    // Rows (x, y, 1) in two dimensions, (x, y, z, 1) in three: the last axis first, in [−1, 1].
    private static TensorData Places(long[] size, bool alignCorners)
    {
        var (count, columns) = (Shapes.Count(size), size.Length + 1);
        var rows = new float[count * columns];
        for (var place = 0L; place < count; place++)
        {
            var rest = place;
            for (var axis = size.Length - 1; axis >= 0; axis--)
            {
                var (at, n) = (rest % size[axis], size[axis]);
                rest /= n;
                rows[(place * columns) + size.Length - 1 - axis] = (float)(alignCorners ? n == 1 ? -1 : (2.0 * at / (n - 1)) - 1 : (((2 * at) + 1.0) / n) - 1);
            }
            rows[(place * columns) + columns - 1] = 1;
        }
        return TensorData.Of<float>(rows, count, columns);
    }
}
