using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>
/// The Jacobian J = ∂φ/∂z [n, d] of a graph at one point, through its derivative graphs: J·v by the JVP graph, Jᵀ·u by the VJP graph,
/// K vectors a run. Each run costs K rows and one for the primal.
/// </summary>
/// <remarks>Disposing it releases its inputs, not the graphs, which serve every point.</remarks>
public sealed class JacobianOperator : ILinearOperator, IDisposable
{
    /// <summary>Most vectors a run: more would only cost memory. Fewer where their tensors would take more than <see cref="JacobianGraphs.Memory"/>.</summary>
    public const int LargestBlock = 16;

    private readonly JacobianGraphs _graphs;
    private readonly IReadOnlyDictionary<string, Tensor> _inputs;
    private long _rows;

    /// <summary>J of <paramref name="graphs"/> where their other inputs have the values <paramref name="inputs"/>, which the operator disposes.</summary>
    /// <param name="graphs">The derivative graphs.</param>
    /// <param name="inputs">The primal inputs by name, the point among them.</param>
    public JacobianOperator(JacobianGraphs graphs, IReadOnlyDictionary<string, Tensor> inputs) => (_graphs, _inputs) = (graphs, inputs);

    /// <inheritdoc/>
    public int InputDimension => _graphs.InputDimension;

    /// <inheritdoc/>
    public int OutputDimension => _graphs.OutputDimension;

    /// <inheritdoc/>
    public long RowsUsed => Interlocked.Read(ref _rows);

    /// <inheritdoc/>
    public Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation) =>
        RunAsync(_graphs.Forward, _graphs.ForwardBlock, _graphs.TangentInput, _graphs.TangentInputShape, _graphs.TangentOutput, [OutputDimension], vectors, cancellation);

    /// <inheritdoc/>
    public Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation) =>
        RunAsync(_graphs.Backward, _graphs.BackwardBlock, _graphs.CotangentInput, [OutputDimension], _graphs.CotangentOutput, _graphs.TangentInputShape, covectors, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _inputs.Values)
            tensor.Dispose();
    }

    private async Task<RowMatrix> RunAsync(
        CompiledGraph graph, int block, string input, long[] shape, string output, long[] productShape, RowMatrix rows, CancellationToken cancellation)
    {
        var (from, to) = ((int)shape.Aggregate(1L, (product, length) => product * length), (int)productShape.Aggregate(1L, (product, length) => product * length));
        if (rows.Columns != from)
            throw new ArgumentException($"The operator takes vectors of {from} coordinates, not {rows.Columns}.", nameof(rows));
        var result = new RowMatrix(rows.Rows, to);
        for (var start = 0; start < rows.Rows; start += block)
        {
            var count = Math.Min(block, rows.Rows - start);
            using var vectors = Tensor.Create<float>(rows.Values.AsSpan(start * from, count * from), [count, .. shape]);
            using var products = Tensor.Allocate(ElementType.Float, [count, .. productShape]);
            var inputs = new Dictionary<string, Tensor>(_inputs, StringComparer.Ordinal) { [input] = vectors };
            var outputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [output] = products };
            await Task.Run(() => graph.Run(inputs, outputs, cancellation), cancellation);
            products.AsSpan<float>().CopyTo(result.Values.AsSpan(start * to));
            Interlocked.Add(ref _rows, count + 1);
        }
        return result;
    }
}
