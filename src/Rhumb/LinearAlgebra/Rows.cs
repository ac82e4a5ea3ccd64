using System.Numerics.Tensors;

namespace Rhumb.LinearAlgebra;

/// <summary>Products of float32 rows, accumulated in double.</summary>
internal static class Rows
{
    /// <summary>⟨a, b⟩, each product exact, the sum in double.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (even, odd) = (0.0, 0.0);
        var i = 0;
        for (; i + 1 < a.Length; i += 2)
        {
            even += (double)a[i] * b[i];
            odd += (double)a[i + 1] * b[i + 1];
        }
        if (i < a.Length) even += (double)a[i] * b[i];
        return even + odd;
    }

    /// <summary>The Gram matrix A Aᵀ [m, m] of the rows of A.</summary>
    public static double[,] Gram(double[][] rows)
    {
        var gram = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j <= i; j++)
                gram[i, j] = gram[j, i] = TensorPrimitives.Dot<double>(rows[i], rows[j]);
        return gram;
    }

    /// <summary>The rows of a float32 matrix in double.</summary>
    public static double[][] ToDouble(RowMatrix matrix)
    {
        var rows = new double[matrix.Rows][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[matrix.Columns];
            TensorPrimitives.ConvertChecked<float, double>(matrix.Row(i), rows[i]);
        }
        return rows;
    }

    /// <summary>Rows of double, rounded to float32.</summary>
    public static RowMatrix ToSingle(IReadOnlyList<double[]> rows, int columns)
    {
        var matrix = new RowMatrix(rows.Count, columns);
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < columns; j++)
                matrix.Row(i)[j] = (float)rows[i][j];
        return matrix;
    }

    /// <summary>Rows <paramref name="first"/> … first + count − 1.</summary>
    public static RowMatrix Slice(RowMatrix matrix, int first, int count) =>
        new(count, matrix.Columns, matrix.Values.AsSpan(first * matrix.Columns, count * matrix.Columns).ToArray());

    /// <summary>W A: row i is Σ_j weights[i, j] rows[j], for the first <paramref name="count"/> rows of W.</summary>
    public static double[][] Combine(double[,] weights, double[][] rows, int count)
    {
        var combined = new double[count][];
        for (var i = 0; i < count; i++)
        {
            combined[i] = new double[rows.Length == 0 ? 0 : rows[0].Length];
            for (var j = 0; j < rows.Length; j++)
                TensorPrimitives.MultiplyAdd<double>(rows[j], weights[i, j], combined[i], combined[i]);
        }
        return combined;
    }

    /// <summary>The product with a block of vectors, in runs of at most <paramref name="block"/> rows.</summary>
    public static async Task<RowMatrix> InBlocksAsync(
        Func<RowMatrix, CancellationToken, Task<RowMatrix>> product, RowMatrix vectors, int columns, int block, CancellationToken cancellation)
    {
        var result = new RowMatrix(vectors.Rows, columns);
        for (var first = 0; first < vectors.Rows; first += block)
        {
            var count = Math.Min(block, vectors.Rows - first);
            cancellation.ThrowIfCancellationRequested();
            var part = await product(Slice(vectors, first, count), cancellation);
            if (part.Rows != count || part.Columns != columns)
                throw new InvalidOperationException($"The linear operator returned [{part.Rows}, {part.Columns}] where [{count}, {columns}] was asked.");
            part.Values.CopyTo(result.Values.AsSpan(first * columns));
        }
        return result;
    }
}
