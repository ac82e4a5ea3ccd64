namespace Rhumb.LinearAlgebra;

/// <summary>
/// The original's estimator for large outputs: m random rows of J by reverse mode, their singular vectors taken for those of J.
/// (n/m) JₘᵀJₘ is an unbiased estimate of JᵀJ, so σ is scaled by √(n/m). Poor where few outputs carry gradient.
/// </summary>
public static class RandomRows
{
    /// <summary>The original's number of rows.</summary>
    public const int DefaultCount = 50;

    /// <summary>The first <paramref name="rank"/> right singular vectors of <paramref name="count"/> random rows of <paramref name="linear"/>.</summary>
    /// <param name="linear">A: R^d → R^n.</param>
    /// <param name="rank">Wanted number of directions; min(d, count) at most come back.</param>
    /// <param name="random">Chooses the rows, without replacement.</param>
    /// <param name="count">m, the number of rows; n at most are used.</param>
    /// <param name="cancellation">Cancels between blocks of 16.</param>
    public static async Task<SingularVectors> ComputeAsync(
        ILinearOperator linear, int rank, RandomStream random, int count = DefaultCount, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var (d, n) = (linear.InputDimension, linear.OutputDimension);
        var before = linear.RowsUsed;
        var chosen = Choose(n, Math.Min(count, n), random);
        var units = new RowMatrix(Math.Min(ExactGram.DefaultBlock, chosen.Length), n);
        var rows = new List<double[]>();
        for (var first = 0; first < chosen.Length; first += units.Rows)
        {
            var part = chosen.AsMemory(first, Math.Min(units.Rows, chosen.Length - first));
            Array.Clear(units.Values);
            for (var i = 0; i < part.Length; i++) units.Row(i)[part.Span[i]] = 1;
            rows.AddRange(Rows.ToDouble(await Rows.InBlocksAsync(
                linear.ApplyTransposeAsync, Rows.Slice(units, 0, part.Length), d, part.Length, cancellation)));
        }
        var (vectors, values) = SingularVectors.OfRows([.. rows], d);
        var scale = Math.Sqrt((double)n / chosen.Length);
        var kept = Math.Min(rank, vectors.Length);
        var energy = scale * scale * values.Sum(value => value * value);
        return new SingularVectors(
            Rows.ToSingle(vectors[..kept], d), Array.ConvertAll(values[..kept], value => scale * value), linear.RowsUsed - before, null, energy);
    }

    /// <summary><paramref name="count"/> different numbers below <paramref name="n"/> (Floyd's sampling).</summary>
    private static int[] Choose(int n, int count, RandomStream random)
    {
        var chosen = new HashSet<int>();
        for (var limit = n - count; limit < n; limit++)
            if (!chosen.Add(random.Index(limit + 1))) chosen.Add(limit);
        return [.. chosen.Order()];
    }
}
