namespace Rhumb.Autodiff.Graphs.Building;

public sealed partial class GraphBuilder
{
    /// <summary>Σ over axes (non-negative).</summary>
    public Value ReduceSum(Value x, IReadOnlyList<int> axes, bool keep = false) => Reduce("ReduceSum", x, axes, keep);

    /// <summary>Mean over axes (non-negative).</summary>
    public Value ReduceMean(Value x, IReadOnlyList<int> axes, bool keep = false) => Reduce("ReduceMean", x, axes, keep);

    /// <summary>Maximum over axes (non-negative).</summary>
    public Value ReduceMax(Value x, IReadOnlyList<int> axes, bool keep = false) => Reduce("ReduceMax", x, axes, keep);

    /// <summary>A reduction over axes (non-negative) by its ONNX name.</summary>
    public Value Reduce(string op, Value x, IReadOnlyList<int> axes, bool keep)
    {
        if (axes.Count == 0)
            return x;
        return Emit(op, [x, Ints([.. axes.Select(axis => (long)axis)])], x.ElementType,
            Shapes.Reduced(x.Extents, axes, keep), new() { { "keepdims", keep } });
    }

    /// <summary>The sum of <paramref name="x"/> down to <paramref name="shape"/>, from which it was broadcast.</summary>
    public Value SumTo(Value x, ReadOnlySpan<long> shape)
    {
        var from = x.Shape;
        if (shape.SequenceEqual(from))
            return x;
        var lead = from.Length - shape.Length;
        if (lead < 0)
            throw GraphException.Contradiction($"{Shapes.Text(from)} was not broadcast from {Shapes.Text(shape)}.");
        var axes = new List<int>(Enumerable.Range(0, lead));
        for (var i = 0; i < shape.Length; i++)
            if (shape[i] == 1 && from[lead + i] != 1)
                axes.Add(lead + i);
        return Reshape(ReduceSum(x, axes, keep: true), shape);
    }
}
