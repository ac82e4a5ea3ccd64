namespace Rhumb.LinearAlgebra;

/// <summary>
/// The leading right singular vectors by block subspace iteration (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1): per round
/// Y = A X, Q = orth(Y), B = QᵀA, and X becomes the right singular vectors of B. A round costs b products with A and b with Aᵀ.
/// </summary>
public sealed record BlockSubspaceIteration
{
    /// <summary>Least block b. The block in use is max(b, rank + oversampling), at most min(d, n).</summary>
    public int Block { get; init; } = 20;

    /// <summary>Vectors carried beside the wanted ones, so that the last wanted one converges too.</summary>
    public int Oversampling { get; init; } = 8;

    /// <summary>Rounds; with b = 20 one gives the first direction, two the first eight.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>Spends rank more rows on the true residual; without it the residual is unknown.</summary>
    public bool MeasuresResidual { get; init; } = true;

    /// <summary>Directions [m, d] to start from (the last centre's); null starts at random.</summary>
    public RowMatrix? WarmStart { get; init; }

    /// <summary>The first <paramref name="rank"/> right singular vectors and values of <paramref name="linear"/>.</summary>
    /// <param name="linear">A: R^d → R^n.</param>
    /// <param name="rank">Wanted number of directions; min(d, n) at most come back.</param>
    /// <param name="random">Fills the block beyond the warm start with N(0, 1); its products also estimate ‖A‖²_F.</param>
    /// <param name="cancellation">Cancels between products.</param>
    public async Task<SingularVectors> ComputeAsync(ILinearOperator linear, int rank, RandomStream random, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Rounds);
        var (d, n) = (linear.InputDimension, linear.OutputDimension);
        var before = linear.RowsUsed;
        var block = Math.Min(Math.Max(Block, rank + Oversampling), Math.Min(d, n));
        var (x, warm) = Start(d, block, random);
        var (vectors, values) = (Array.Empty<double[]>(), Array.Empty<double>());
        var left = Array.Empty<double[]>();
        var energy = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var y = await ProductAsync(linear.ApplyAsync, x, n, cancellation);
            if (round == 0) energy = Energy(y, warm, d);
            var q = OrthonormalBasis.Of(y);
            if (q.Length == 0) return new SingularVectors(new RowMatrix(0, d), [], linear.RowsUsed - before, 0, 0);
            var b = await ProductAsync(linear.ApplyTransposeAsync, q, d, cancellation);
            (vectors, values) = SingularVectors.OfRows(b, d);
            left = q;
            x = vectors;
        }
        var kept = Math.Min(rank, vectors.Length);
        vectors = vectors[..kept];
        values = values[..kept];
        double? residual = MeasuresResidual ? await ResidualAsync(linear, vectors, values, left, n, cancellation) : null;
        energy = Math.Max(energy, values.Sum(value => value * value));
        return new SingularVectors(Rows.ToSingle(vectors, d), values, linear.RowsUsed - before, residual, energy);
    }

    private (double[][] Block, int Warm) Start(int d, int block, RandomStream random)
    {
        if (WarmStart is { } start && start.Columns != d)
            throw new ArgumentException($"The warm start has vectors of length {start.Columns}, the latent space has {d} coordinates.");
        var warm = WarmStart is null ? [] : OrthonormalBasis.Of([.. Rows.ToDouble(WarmStart).Take(block)]);
        var fresh = new double[block - warm.Length][];
        for (var i = 0; i < fresh.Length; i++)
        {
            fresh[i] = new double[d];
            for (var j = 0; j < d; j++) fresh[i][j] = random.Normal();
            foreach (var unit in warm) OrthonormalBasis.Remove(fresh[i], unit);
        }
        return ([.. warm, .. OrthonormalBasis.Of(fresh)], warm.Length);
    }

    /// <summary>‖A‖²_F: the warm directions' share exactly, the rest from E‖A x‖² = ‖A P‖²_F / (d − w) for random unit x orthogonal to them.</summary>
    private static double Energy(double[][] products, int warm, int d)
    {
        var known = products.Take(warm).Sum(Square);
        return products.Length == warm ? known : known + (d - warm) * products.Skip(warm).Average(Square);
    }

    private static async Task<double> ResidualAsync(
        ILinearOperator linear, double[][] vectors, double[] values, double[][] left, int n, CancellationToken cancellation)
    {
        // u_i lies in span(Q) with Aᵀu_i = σ_i v_i exactly, so all that can be wrong is A v_i − σ_i u_i. Its part inside span(Q)
        // vanishes, since Qᵀ A v_i = B v_i = σ_i w_i; what is left is the part of A v_i outside span(Q).
        var products = await ProductAsync(linear.ApplyAsync, vectors, n, cancellation);
        var worst = 0.0;
        foreach (var product in products)
        {
            foreach (var unit in left) OrthonormalBasis.Remove(product, unit);
            worst = Math.Max(worst, Math.Sqrt(Square(product)));
        }
        return values.Length == 0 || values[0] == 0 ? 0 : worst / values[0];
    }

    private static async Task<double[][]> ProductAsync(
        Func<RowMatrix, CancellationToken, Task<RowMatrix>> product, double[][] vectors, int columns, CancellationToken cancellation) =>
        Rows.ToDouble(await Rows.InBlocksAsync(product, Rows.ToSingle(vectors, vectors.Length == 0 ? 0 : vectors[0].Length), columns,
            Math.Max(vectors.Length, 1), cancellation));

    private static double Square(double[] row) => System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(row);
}
