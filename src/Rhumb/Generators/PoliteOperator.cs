using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

/// <summary>A linear operator in chunks of rows that take about 50 ms each, so that what waits between them waits no longer.</summary>
/// <param name="inner">The operator; disposed with this one.</param>
/// <param name="turn">Waits until the next chunk may begin.</param>
/// <param name="time">Measures the chunks.</param>
internal sealed class PoliteOperator(ILinearOperator inner, Func<CancellationToken, Task> turn, TimeProvider time) : ILinearOperator, IDisposable
{
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(50);
    private int _rows = 4;

    public int InputDimension => inner.InputDimension;

    public int OutputDimension => inner.OutputDimension;

    public long RowsUsed => inner.RowsUsed;

    public Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation) =>
        InChunksAsync(inner.ApplyAsync, vectors, OutputDimension, cancellation);

    public Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation) =>
        InChunksAsync(inner.ApplyTransposeAsync, covectors, InputDimension, cancellation);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async Task<RowMatrix> InChunksAsync(
        Func<RowMatrix, CancellationToken, Task<RowMatrix>> apply, RowMatrix rows, int columns, CancellationToken cancellation)
    {
        var result = new RowMatrix(rows.Rows, columns);
        for (var done = 0; done < rows.Rows;)
        {
            var count = Math.Min(Math.Max(1, _rows), rows.Rows - done);
            await turn(cancellation);
            var start = time.GetTimestamp();
            var part = await apply(new RowMatrix(count, rows.Columns, rows.Values[(done * rows.Columns)..((done + count) * rows.Columns)]), cancellation);
            part.Values.CopyTo(result.Values, done * columns);
            done += count;
            var each = time.GetElapsedTime(start) / count;
            if (each > TimeSpan.Zero) _rows = (int)Math.Clamp(Chunk / each, 1, 64);
        }
        return result;
    }
}
