using Rhumb.LinearAlgebra;

namespace Rhumb.Studio.Tests.Chairs;

/// <summary>∂f/∂z at fixed points, by forward differentiation.</summary>
internal sealed class ChairJacobian(float[] z, float[] points) : ILinearOperator
{
    public int InputDimension => Chair.Dimension;

    public int OutputDimension => points.Length / 3;

    public long RowsUsed { get; private set; }

    public Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var result = new RowMatrix(vectors.Rows, OutputDimension);
        for (var k = 0; k < vectors.Rows; k++) Apply(vectors.Row(k), result.Row(k));
        RowsUsed += vectors.Rows;
        return Task.FromResult(result);
    }

    public async Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation)
    {
        var identity = new RowMatrix(Chair.Dimension, Chair.Dimension);
        for (var i = 0; i < Chair.Dimension; i++) identity.Row(i)[i] = 1;
        var columns = await ApplyAsync(identity, cancellation);
        var result = new RowMatrix(covectors.Rows, Chair.Dimension);
        for (var k = 0; k < covectors.Rows; k++)
            for (var i = 0; i < Chair.Dimension; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < OutputDimension; j++) sum += (double)covectors.Row(k)[j] * columns.Row(i)[j];
                result.Row(k)[i] = (float)sum;
            }
        return result;
    }

    private void Apply(ReadOnlySpan<float> vector, Span<float> result)
    {
        Span<Dual> latent = stackalloc Dual[Chair.Dimension];
        for (var i = 0; i < latent.Length; i++) latent[i] = new Dual(z[i], vector[i]);
        for (var j = 0; j < result.Length; j++) result[j] = (float)Chair.Field(latent, points[3 * j], points[3 * j + 1], points[3 * j + 2]).Slope;
    }
}
