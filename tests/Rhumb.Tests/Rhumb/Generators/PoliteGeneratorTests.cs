using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Generators;

public sealed class PoliteGeneratorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task The_jacobian_is_the_inner_ones_whatever_the_chunks(int rows)
    {
        using var inner = new Linear(TimeSpan.Zero);
        using var polite = new PoliteGenerator(inner, TimeProvider.System);
        var random = new RandomStream(5, "rows", rows);
        var vectors = new RowMatrix(rows, 3);
        random.Normal(vectors.Values);
        var expected = await (await inner.LineariseAsync(Origin, default)).ApplyAsync(vectors, default);
        var operatorOf = await polite.LineariseAsync(Origin, default);
        Assert.Equal(expected.Values, (await operatorOf.ApplyAsync(vectors, default)).Values);
        Assert.Equal(2 * rows, operatorOf.RowsUsed);   // once by the inner one, once politely
    }

    [Fact]
    public async Task No_chunk_begins_while_an_output_is_being_made()
    {
        using var inner = new Linear(TimeSpan.FromMilliseconds(120));
        using var polite = new PoliteGenerator(inner, TimeProvider.System);
        var operatorOf = await polite.LineariseAsync(Origin, TestContext.Current.CancellationToken);
        var frame = polite.GenerateAsync([Origin], Detail.Draft, TestContext.Current.CancellationToken);
        var background = operatorOf.ApplyAsync(new RowMatrix(20, 3), TestContext.Current.CancellationToken);
        await frame;
        Assert.Equal(0, inner.RowsWhileMaking);
        await background;
        Assert.Equal(0, inner.RowsWhileMaking);
    }

    [Fact]
    public async Task Waiting_for_outputs_can_be_cancelled()
    {
        using var inner = new Linear(TimeSpan.FromMinutes(1));
        using var polite = new PoliteGenerator(inner, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var frame = polite.GenerateAsync([Origin], Detail.Draft, stop.Token);
        var change = polite.VisibleChangeAsync(Origin, Origin, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frame);
    }

    private static readonly Point Origin = Point.Of("z", new float[3]);

    /// <summary>x = 2z, slowly.</summary>
    private sealed class Linear(TimeSpan slowness) : IGenerator, ILinearOperator
    {
        private int _making;

        public int RowsWhileMaking { get; private set; }

        public GeneratorManifest Manifest => throw new NotSupportedException("Not asked for here.");

        public LatentSpace LatentSpace { get; } = new([new LatentBlock("z", [3], new NormalPrior())]);

        public int InputDimension => 3;

        public int OutputDimension => 3;

        public long RowsUsed { get; private set; }

        public async Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _making);
            await Task.Delay(slowness, cancellation);
            Interlocked.Decrement(ref _making);
            return [];
        }

        public Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation) => Task.FromResult<ILinearOperator>(this);

        public Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation) => Task.FromResult(0.0);

        public Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation)
        {
            if (Volatile.Read(ref _making) > 0) RowsWhileMaking += vectors.Rows;
            RowsUsed += vectors.Rows;
            return Task.FromResult(new RowMatrix(vectors.Rows, 3, Array.ConvertAll(vectors.Values, value => 2 * value)));
        }

        public Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation) => ApplyAsync(covectors, cancellation);

        public void Dispose() { }
    }
}
