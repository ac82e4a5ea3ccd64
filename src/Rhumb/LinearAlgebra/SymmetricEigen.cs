using MathNet.Numerics.LinearAlgebra;

namespace Rhumb.LinearAlgebra;

/// <summary>A = Σ λ_i w_i w_iᵀ: the eigenproblem of a small symmetric matrix, in double.</summary>
/// <param name="Values">λ [m], largest first.</param>
/// <param name="Vectors">w [m, m]: row i is the orthonormal eigenvector of λ_i.</param>
public sealed record SymmetricEigen(double[] Values, double[,] Vectors)
{
    /// <summary>Solves the eigenproblem of <paramref name="matrix"/> [m, m]; only its symmetric part (A + Aᵀ)/2 counts.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, or holds NaN or infinity.</exception>
    public static SymmetricEigen Solve(double[,] matrix)
    {
        var m = matrix.GetLength(0);
        if (matrix.GetLength(1) != m)
            throw new ArgumentException($"A symmetric matrix is square; this one is {m} × {matrix.GetLength(1)}.", nameof(matrix));
        if (m == 0) return new SymmetricEigen([], new double[0, 0]);
        foreach (var entry in matrix)
            if (!double.IsFinite(entry))
                throw new ArgumentException($"The matrix holds {entry}; every entry must be finite.", nameof(matrix));
        var symmetric = Matrix<double>.Build.Dense(m, m, (i, j) => 0.5 * (matrix[i, j] + matrix[j, i]));
        var solved = symmetric.Evd(Symmetricity.Symmetric);
        var values = new double[m];
        var vectors = new double[m, m];
        for (var i = 0; i < m; i++)   // MathNet sorts ascending
        {
            values[i] = solved.EigenValues[m - 1 - i].Real;
            for (var j = 0; j < m; j++) vectors[i, j] = solved.EigenVectors[j, m - 1 - i];
        }
        return new SymmetricEigen(values, vectors);
    }
}
