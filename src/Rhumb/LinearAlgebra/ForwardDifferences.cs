namespace Rhumb.LinearAlgebra;

/// <summary>
/// The Jacobian of a function by forward differences, as the original used where it had no derivatives:
/// J·v ≈ ‖v‖ (f(z + h v/‖v‖) − f(z)) / h. The product with the transpose needs all d columns, which are then computed once and kept.
/// </summary>
public sealed class ForwardDifferences : ILinearOperator
{
    private readonly Func<RowMatrix, CancellationToken, Task<RowMatrix>> _function;
    private readonly float[] _z;
    private readonly float[] _origin;
    private readonly double _step;
    private RowMatrix? _columns;

    private ForwardDifferences(Func<RowMatrix, CancellationToken, Task<RowMatrix>> function, float[] z, float[] origin, double step) =>
        (_function, _z, _origin, _step, RowsUsed) = (function, z, origin, step, 1);

    /// <inheritdoc/>
    public int InputDimension => _z.Length;

    /// <inheritdoc/>
    public int OutputDimension => _origin.Length;

    /// <inheritdoc/>
    public long RowsUsed { get; private set; }

    /// <summary>The Jacobian at <paramref name="z"/> [d] of <paramref name="function"/>: [K, d] → [K, n], row by row.</summary>
    /// <param name="function">f, evaluated on rows.</param>
    /// <param name="z">Where to differentiate.</param>
    /// <param name="step">h &gt; 0; the error is O(h) by curvature plus about 1e-7 |f| / h by rounding.</param>
    /// <param name="cancellation">Cancels the evaluation at z.</param>
    public static async Task<ForwardDifferences> AtAsync(
        Func<RowMatrix, CancellationToken, Task<RowMatrix>> function, float[] z, double step, CancellationToken cancellation = default)
    {
        if (!(step > 0)) throw new ArgumentOutOfRangeException(nameof(step), step, "The step of forward differences must be positive.");
        var origin = await function(new RowMatrix(1, z.Length, [.. z]), cancellation);
        return new ForwardDifferences(function, z, origin.Row(0).ToArray(), step);
    }

    /// <inheritdoc/>
    public async Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation)
    {
        var shifted = new RowMatrix(vectors.Rows, _z.Length);
        var norms = new double[vectors.Rows];
        for (var i = 0; i < vectors.Rows; i++)
        {
            norms[i] = Math.Sqrt(Rows.Dot(vectors.Row(i), vectors.Row(i)));
            for (var j = 0; j < _z.Length; j++)
                shifted.Row(i)[j] = norms[i] == 0 ? _z[j] : (float)(_z[j] + _step * vectors.Row(i)[j] / norms[i]);
        }
        var values = await _function(shifted, cancellation);
        RowsUsed += vectors.Rows;
        var product = new RowMatrix(vectors.Rows, _origin.Length);
        for (var i = 0; i < vectors.Rows; i++)
            for (var j = 0; j < _origin.Length; j++)
                product.Row(i)[j] = (float)(((double)values.Row(i)[j] - _origin[j]) * norms[i] / _step);
        return product;
    }

    /// <inheritdoc/>
    public async Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation)
    {
        var identity = new RowMatrix(_z.Length, _z.Length);
        for (var i = 0; i < _z.Length; i++) identity.Row(i)[i] = 1;
        _columns ??= await Rows.InBlocksAsync(ApplyAsync, identity, _origin.Length, ExactGram.DefaultBlock, cancellation);
        var product = new RowMatrix(covectors.Rows, _z.Length);
        for (var i = 0; i < covectors.Rows; i++)
            for (var j = 0; j < _z.Length; j++)
                product.Row(i)[j] = (float)Rows.Dot(covectors.Row(i), _columns.Row(j));
        return product;
    }
}
