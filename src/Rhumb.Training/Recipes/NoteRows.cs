using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Training.Recipes;

/// <summary>A network of notes at work on many rows: one input of values and, where it has a second, the pitches one-hot.</summary>
/// <param name="model">The network.</param>
internal sealed class NoteRows(Model model) : IDisposable
{
    private const int Batch = 50;
    private readonly CompiledGraph _graph = GraphRuntime.Compile(model);

    /// <summary>Each output [n, …] of <paramref name="values"/> [n, …] at <paramref name="pitches"/> [n].</summary>
    public Dictionary<string, RowMatrix> Run(RowMatrix values, ReadOnlySpan<int> pitches, CancellationToken cancellation)
    {
        var results = new Dictionary<string, RowMatrix>(StringComparer.Ordinal);
        var inputs = _graph.Inputs;
        for (var start = 0; start < values.Rows; start += Batch)
        {
            var rows = Math.Min(Batch, values.Rows - start);
            long[] shape = [rows, .. inputs[0].Shape.Skip(1).Select(length => length!.Value)];
            using var value = Tensor.Create<float>(values.Values.AsSpan(start * values.Columns, rows * values.Columns), shape);
            using var pitch = inputs.Count > 1 ? OneHot(pitches.Slice(start, rows), (int)inputs[1].Shape[1]!.Value) : null;
            var fed = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [inputs[0].Name] = value };
            if (pitch is not null)
                fed[inputs[1].Name] = pitch;
            foreach (var (name, tensor) in _graph.Run(fed, cancellation))
                using (tensor)
                {
                    var found = tensor.AsSpan<float>();
                    if (!results.TryGetValue(name, out var result))
                        results[name] = result = new RowMatrix(values.Rows, found.Length / rows);
                    found.CopyTo(result.Values.AsSpan(start * result.Columns));
                }
        }
        return results;
    }

    /// <summary>Releases the network.</summary>
    public void Dispose() => _graph.Dispose();

    private static Tensor OneHot(ReadOnlySpan<int> pitches, int count)
    {
        var tensor = Tensor.Allocate(Rhumb.Runtime.ElementType.Float, pitches.Length, count);
        tensor.AsSpan<float>().Clear();
        for (var row = 0; row < pitches.Length; row++)
            tensor.AsSpan<float>()[(row * count) + pitches[row]] = 1;
        return tensor;
    }
}
