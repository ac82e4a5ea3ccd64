namespace Rhumb.LinearAlgebra;

/// <summary>Right singular vectors and values of a linear operator A: R^d → R^n, as far as an estimator found them.</summary>
/// <param name="Vectors">V [k, d]: row i is the orthonormal right singular vector v_i.</param>
/// <param name="Values">σ [k], largest first. Below <see cref="NoiseFloor"/> · σ₁ they are float32 noise.</param>
/// <param name="Rows">Rows sent through the network for this result.</param>
/// <param name="Residual">max_i ‖A v_i − σ_i u_i‖ / σ₁ where the estimator measured it, 0 for exact methods, null where unknown.</param>
/// <param name="Energy">‖A‖²_F = Σ σ², exact where all rows were seen, an unbiased estimate otherwise.</param>
public sealed record SingularVectors(RowMatrix Vectors, IReadOnlyList<double> Values, long Rows, double? Residual, double Energy)
{
    /// <summary>A singular value below this share of σ₁ is noise of float32 products.</summary>
    public const double NoiseFloor = 3e-4;

    /// <summary>Number of σ_i at or above <see cref="NoiseFloor"/> · σ₁.</summary>
    public int NumericalRank => Values.Count(value => value > 0 && value >= NoiseFloor * Values[0]);

    /// <summary>
    /// Affinity of direction <paramref name="index"/> of this to the first <paramref name="rank"/> directions of
    /// <paramref name="reference"/>: ‖V_ref v‖ ∈ [0, 1], 1 where v lies in their span.
    /// </summary>
    public double Affinity(int index, SingularVectors reference, int rank)
    {
        var sum = 0.0;
        for (var j = 0; j < rank; j++)
        {
            var cosine = LinearAlgebra.Rows.Dot(Vectors.Row(index), reference.Vectors.Row(j));
            sum += cosine * cosine;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>The singular vectors of the matrix with these <paramref name="rows"/> [m][d], by the eigenproblem of its smaller side.</summary>
    internal static (double[][] Vectors, double[] Values) OfRows(double[][] rows, int columns)
    {
        // B = L P with P an orthonormal basis of the row space, so that V = W P is orthonormal even where σ is tiny.
        var basis = OrthonormalBasis.Of(rows);
        var gram = new double[basis.Length, basis.Length];
        var coordinates = new double[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            coordinates[i] = new double[basis.Length];
            for (var j = 0; j < basis.Length; j++)
                coordinates[i][j] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(rows[i], basis[j]);
        }
        for (var a = 0; a < basis.Length; a++)
            for (var b = 0; b <= a; b++)
            {
                var sum = 0.0;
                foreach (var row in coordinates) sum += row[a] * row[b];
                gram[a, b] = gram[b, a] = sum;
            }
        var eigen = SymmetricEigen.Solve(gram);
        var vectors = LinearAlgebra.Rows.Combine(eigen.Vectors, basis, basis.Length);
        if (basis.Length > 0 && vectors[0].Length != columns) throw new InvalidOperationException("Rows of different lengths.");
        return (vectors, Array.ConvertAll(eigen.Values, value => Math.Sqrt(Math.Max(0, value))));
    }
}
