using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.LinearAlgebra;

/// <summary>The estimators against matrices whose singular vectors are known.</summary>
public sealed class SingularVectorsTests
{
    private static readonly double[] Decaying = [.. Enumerable.Range(0, 40).Select(i => 10 * Math.Pow(0.8, i))];

    [Theory]
    [InlineData(1, 5)]
    [InlineData(8, 30)]
    [InlineData(17, 40)]
    [InlineData(40, 200)]
    [InlineData(128, 300)]
    public async Task Exact_gram_finds_all_within_its_rows(int d, int n)
    {
        var sigma = Enumerable.Range(0, d).Select(i => 5 * Math.Pow(0.9, i)).ToArray();
        var (matrix, v) = MatrixOperator.WithSpectrum(n, d, sigma, 1);
        var found = await ExactGram.ComputeAsync(matrix, d, cancellation: TestContext.Current.CancellationToken);
        Assert.True(found.Rows <= 1.1 * d + 1, $"{found.Rows} rows for d = {d}");
        Assert.Equal(matrix.RowsUsed, found.Rows);
        for (var i = 0; i < d && sigma[i] > 1e-3 * sigma[0]; i++)
        {
            Assert.Equal(1, found.Values[i] / sigma[i], 2e-3);
            Assert.Equal(1, Math.Abs(Cosine(found, i, v[i])), 2e-3);
        }
        Assert.Equal(sigma.Sum(s => s * s), found.Energy, 1e-4 * found.Energy);
        AssertOrthonormal(found.Vectors);
    }

    [Fact]
    public async Task Exact_gram_takes_the_smaller_side()
    {
        var (matrix, v) = MatrixOperator.WithSpectrum(6, 50, [9, 5, 3, 2, 1, 0.5], 2);
        var found = await ExactGram.ComputeAsync(matrix, 50, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(7, found.Rows);
        Assert.Equal(6, found.Values.Count);
        for (var i = 0; i < 6; i++) Assert.Equal(1, Math.Abs(Cosine(found, i, v[i])), 1e-4);
    }

    [Fact]
    public async Task Two_rounds_of_twenty_meet_the_exact_first_eight()
    {
        var (matrix, _) = MatrixOperator.WithSpectrum(300, 128, Decaying, 3);
        var exact = await ExactGram.ComputeAsync(matrix, 20, cancellation: TestContext.Current.CancellationToken);
        var found = await new BlockSubspaceIteration { MeasuresResidual = false }
            .ComputeAsync(matrix, 8, new RandomStream(1), TestContext.Current.CancellationToken);
        for (var i = 0; i < 8; i++)
        {
            Assert.True(found.Affinity(i, exact, 8) >= 0.97, $"direction {i}: {found.Affinity(i, exact, 8)}");
            Assert.Equal(1, found.Values[i] / exact.Values[i], 0.03);
        }
        Assert.Null(found.Residual);
        Assert.Equal(4 * 21, found.Rows);   // 2 (b + 1) a round
        AssertOrthonormal(found.Vectors);
    }

    [Fact]
    public async Task The_residual_is_the_true_one_and_falls_with_rounds()
    {
        var (matrix, v) = MatrixOperator.WithSpectrum(200, 100, Decaying, 4);
        double? last = double.PositiveInfinity;
        foreach (var rounds in (int[])[1, 2, 4])
        {
            var found = await new BlockSubspaceIteration { Rounds = rounds }.ComputeAsync(matrix, 6, new RandomStream(2), TestContext.Current.CancellationToken);
            // The true residual, from the definition: ‖A v − σ u‖ with u = A v projected … is at least ‖AᵀA v − σ² v‖ / σ₁ / σ₁.
            Assert.True(found.Residual < last);
            var gap = 0.0;
            for (var i = 0; i < 6; i++)
            {
                var image = Enumerable.Range(0, Decaying.Length).Select(k => Decaying[k] * Decaying[k] * Cosine(found, i, v[k])).ToArray();
                var off = Enumerable.Range(0, Decaying.Length).Sum(k => Math.Pow(image[k] - found.Values[i] * found.Values[i] * Cosine(found, i, v[k]), 2));
                gap = Math.Max(gap, Math.Sqrt(off) / (Decaying[0] * Decaying[0]));
            }
            Assert.True(gap <= found.Residual + 1e-5, $"{rounds} rounds: gap {gap}, residual {found.Residual}");
            last = found.Residual;
        }
        Assert.True(last < 1e-3);
    }

    [Fact]
    public async Task A_warm_start_makes_one_round_enough()
    {
        var (matrix, _) = MatrixOperator.WithSpectrum(200, 100, Decaying, 5);
        var exact = await ExactGram.ComputeAsync(matrix, 20, cancellation: TestContext.Current.CancellationToken);
        var warm = await new BlockSubspaceIteration { Rounds = 1, WarmStart = exact.Vectors }.ComputeAsync(matrix, 8, new RandomStream(3), TestContext.Current.CancellationToken);
        for (var i = 0; i < 8; i++) Assert.True(warm.Affinity(i, exact, 8) > 0.9999);
        Assert.Equal(exact.Energy, warm.Energy, 0.05 * exact.Energy);
    }

    [Fact]
    public async Task Few_ranks_and_none_are_told_as_they_are()
    {
        var (low, _) = MatrixOperator.WithSpectrum(30, 40, [3, 1], 6);
        var found = await new BlockSubspaceIteration().ComputeAsync(low, 5, new RandomStream(4), TestContext.Current.CancellationToken);
        Assert.Equal(2, found.NumericalRank);
        var zero = new MatrixOperator([.. Enumerable.Range(0, 7).Select(_ => new double[5])], 5);
        Assert.Empty((await new BlockSubspaceIteration().ComputeAsync(zero, 5, new RandomStream(5), TestContext.Current.CancellationToken)).Values);
    }

    [Fact]
    public async Task All_rows_drawn_are_all_there_is()
    {
        var (matrix, v) = MatrixOperator.WithSpectrum(50, 30, [8, 4, 2, 1], 7);
        var found = await RandomRows.ComputeAsync(matrix, 4, new RandomStream(6), 50, TestContext.Current.CancellationToken);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(1, Math.Abs(Cosine(found, i, v[i])), 1e-4);
            Assert.Equal(1, found.Values[i] / (8 / Math.Pow(2, i)), 1e-4);
        }
        Assert.Equal(50 + 4, found.Rows);   // runs of 16
    }

    [Fact]
    public async Task A_sample_of_rows_estimates_the_energy()
    {
        var (matrix, _) = MatrixOperator.WithSpectrum(400, 30, [.. Decaying.Take(30)], 8);
        var energies = new List<double>();
        for (var seed = 0; seed < 40; seed++)
            energies.Add((await RandomRows.ComputeAsync(matrix, 4, new RandomStream(seed), 50, TestContext.Current.CancellationToken)).Energy);
        Assert.Equal(1, energies.Average() / Decaying.Take(30).Sum(s => s * s), 0.1);
    }

    [Fact]
    public async Task Forward_differences_are_the_jacobian_of_a_smooth_function()
    {
        var (matrix, v) = MatrixOperator.WithSpectrum(20, 8, [4, 2, 1], 9);
        var linear = await ForwardDifferences.AtAsync(matrix.ApplyAsync, [.. Enumerable.Repeat(0.3f, 8)], 1e-2, TestContext.Current.CancellationToken);
        var found = await ExactGram.ComputeAsync(linear, 3, cancellation: TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++) Assert.Equal(1, Math.Abs(Cosine(found, i, v[i])), 1e-3);
        Assert.Equal(9, linear.RowsUsed);   // the original's d + 1
        var random = new RandomStream(7);
        var (x, u) = (Rows.ToSingle(MatrixOperator.Normal(1, 8, random), 8), Rows.ToSingle(MatrixOperator.Normal(1, 20, random), 20));
        var forward = await linear.ApplyAsync(x, TestContext.Current.CancellationToken);
        var back = await linear.ApplyTransposeAsync(u, TestContext.Current.CancellationToken);
        Assert.Equal(Rows.Dot(u.Row(0), forward.Row(0)), Rows.Dot(back.Row(0), x.Row(0)), 1e-2);
    }

    private static double Cosine(SingularVectors found, int index, double[] known)
    {
        var sum = 0.0;
        for (var j = 0; j < known.Length; j++) sum += known[j] * found.Vectors.Row(index)[j];
        return sum;
    }

    private static void AssertOrthonormal(RowMatrix vectors)
    {
        for (var i = 0; i < vectors.Rows; i++)
            for (var j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, Rows.Dot(vectors.Row(i), vectors.Row(j)), 1e-5);
    }
}
