using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.LinearAlgebra;

/// <summary>A known matrix [n][d] as an operator; counts rows as a network does: each vector one, and one for the primal of each run.</summary>
public sealed class MatrixOperator(double[][] matrix, int columns) : ILinearOperator
{
    public int InputDimension => columns;

    public int OutputDimension => matrix.Length;

    public long RowsUsed { get; private set; }

    public int Runs { get; private set; }

    /// <summary>A = U diag(σ) Vᵀ with random orthonormal U [n, k], V [d, k].</summary>
    public static (MatrixOperator Operator, double[][] V) WithSpectrum(int n, int d, double[] sigma, long seed)
    {
        var random = new RandomStream(seed, "matrix");
        var u = OrthonormalBasis.Of(Normal(sigma.Length, n, random));
        var v = OrthonormalBasis.Of(Normal(sigma.Length, d, random));
        var matrix = new double[n][];
        for (var i = 0; i < n; i++)
        {
            matrix[i] = new double[d];
            for (var j = 0; j < d; j++)
                for (var k = 0; k < sigma.Length; k++) matrix[i][j] += u[k][i] * sigma[k] * v[k][j];
        }
        return (new MatrixOperator(matrix, d), v);
    }

    public static double[][] Normal(int rows, int columns, RandomStream random) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.Normal()).ToArray())];

    public Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation)
    {
        Count(vectors.Rows);
        var product = new RowMatrix(vectors.Rows, matrix.Length);
        for (var k = 0; k < vectors.Rows; k++)
            for (var i = 0; i < matrix.Length; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < columns; j++) sum += matrix[i][j] * vectors.Row(k)[j];
                product.Row(k)[i] = (float)sum;
            }
        return Task.FromResult(product);
    }

    public Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation)
    {
        Count(covectors.Rows);
        var product = new RowMatrix(covectors.Rows, columns);
        for (var k = 0; k < covectors.Rows; k++)
            for (var j = 0; j < columns; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < matrix.Length; i++) sum += matrix[i][j] * covectors.Row(k)[i];
                product.Row(k)[j] = (float)sum;
            }
        return Task.FromResult(product);
    }

    private void Count(int rows)
    {
        RowsUsed += rows + 1;
        Runs++;
    }
}
