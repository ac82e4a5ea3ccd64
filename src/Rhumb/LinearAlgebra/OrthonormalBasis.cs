using System.Numerics.Tensors;

namespace Rhumb.LinearAlgebra;

/// <summary>Orthonormal bases in double, by rank-revealing QR.</summary>
public static class OrthonormalBasis
{
    /// <summary>
    /// An orthonormal basis [r, n] of the span of <paramref name="rows"/> [m][n]: Gram–Schmidt, the longest remaining row first
    /// (column pivoting), each row projected twice (Kahan: twice is enough).
    /// </summary>
    /// <param name="rows">The vectors; not changed.</param>
    /// <param name="tolerance">A remainder shorter than this share of the longest row counts as dependent, so r ≤ m.</param>
    /// <exception cref="ArgumentException">A row holds NaN or infinity.</exception>
    public static double[][] Of(IReadOnlyList<double[]> rows, double tolerance = 1e-12)
    {
        var left = rows.Select(row => (double[])row.Clone()).ToList();
        var basis = new List<double[]>();
        var longest = 0.0;
        while (left.Count > 0)
        {
            var pivot = 0;
            var norm = -1.0;
            for (var i = 0; i < left.Count; i++)
            {
                var candidate = TensorPrimitives.Norm<double>(left[i]);
                if (!double.IsFinite(candidate))
                    throw new ArgumentException("A vector to orthonormalise holds NaN or infinity; the Jacobian is not finite here.", nameof(rows));
                if (candidate > norm) (pivot, norm) = (i, candidate);
            }
            if (basis.Count == 0) longest = norm;
            if (norm <= tolerance * longest || norm == 0) break;
            var next = left[pivot];
            left.RemoveAt(pivot);
            foreach (var row in basis) Remove(next, row);
            var length = TensorPrimitives.Norm<double>(next);
            if (length <= tolerance * longest) continue;
            TensorPrimitives.Divide<double>(next, length, next);
            basis.Add(next);
            foreach (var row in left) Remove(row, next);
        }
        return [.. basis];
    }

    /// <summary>v − ⟨v, q⟩ q, in place, for a unit vector q.</summary>
    internal static void Remove(double[] vector, double[] unit) =>
        TensorPrimitives.MultiplyAdd<double>(unit, -TensorPrimitives.Dot<double>(vector, unit), vector, vector);
}
