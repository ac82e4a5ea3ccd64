namespace Rhumb.LinearAlgebra;

/// <summary>
/// All right singular vectors from the exact Gram matrix: G = AᵀA from the d products A·e_i, or A Aᵀ from the n products Aᵀ·e_j
/// where n &lt; d. In blocks of 16 this costs at most 1.1 d + 1 rows. Right for d ≤ 256 on a reduced output.
/// </summary>
public static class ExactGram
{
    /// <summary>Vectors sent through the network together.</summary>
    public const int DefaultBlock = 16;

    /// <summary>The first <paramref name="rank"/> right singular vectors and values of <paramref name="linear"/>.</summary>
    /// <param name="linear">A: R^d → R^n.</param>
    /// <param name="rank">Wanted number of directions; min(d, n) at most come back.</param>
    /// <param name="block">Vectors sent through the network together.</param>
    /// <param name="cancellation">Cancels between blocks.</param>
    public static async Task<SingularVectors> ComputeAsync(
        ILinearOperator linear, int rank, int block = DefaultBlock, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(block);
        var (d, n) = (linear.InputDimension, linear.OutputDimension);
        var before = linear.RowsUsed;
        double[][] vectors;
        double[] values;
        double energy;
        if (n < d)
        {
            var rows = await Rows.InBlocksAsync(linear.ApplyTransposeAsync, Identity(n), d, block, cancellation);
            (vectors, values) = SingularVectors.OfRows(Rows.ToDouble(rows), d);
            energy = Rows.Dot(rows.Values, rows.Values);
        }
        else
        {
            var columns = await Rows.InBlocksAsync(linear.ApplyAsync, Identity(d), n, block, cancellation);   // row i is A·e_i
            var eigen = SymmetricEigen.Solve(Rows.Gram(Rows.ToDouble(columns)));
            values = Array.ConvertAll(eigen.Values, value => Math.Sqrt(Math.Max(0, value)));
            vectors = new double[d][];
            for (var i = 0; i < d; i++)
            {
                vectors[i] = new double[d];
                for (var j = 0; j < d; j++) vectors[i][j] = eigen.Vectors[i, j];
            }
            energy = Rows.Dot(columns.Values, columns.Values);
        }
        var kept = Math.Min(rank, vectors.Length);
        return new SingularVectors(Rows.ToSingle(vectors[..kept], d), values[..kept], linear.RowsUsed - before, Residual: 0, energy);
    }

    private static RowMatrix Identity(int size)
    {
        var identity = new RowMatrix(size, size);
        for (var i = 0; i < size; i++) identity.Row(i)[i] = 1;
        return identity;
    }
}
