using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Cuts a model in two: what depends on some inputs alone, to be run once, and the rest, to be run often.</summary>
public static class Partition
{
    /// <summary>
    /// <c>Early</c> computes from <paramref name="inputs"/> alone, at batch 1, every value that the rest reads; <c>Late</c> takes those values in place of what it
    /// no longer computes. Late's extra inputs are named as Early's outputs.
    /// </summary>
    /// <exception cref="GraphException">An early input has a free axis that is not the batch.</exception>
    public static (Model Early, Model Late) Run(Model model, IReadOnlyCollection<string> inputs, GraphProbe probe)
    {
        var (early, late) = Cut(model, inputs);
        var fixedInputs = new Rewriter();
        foreach (var input in early.Graph.Inputs)
            fixedInputs.Replace(input, AtBatchOne(input));
        early = early with { Graph = fixedInputs.Of(early.Graph) };
        // The file says nothing of values between nodes: their types and shapes come from a run.
        var results = probe(early, ProbeInputs.For(early.Graph));
        var typed = new Rewriter();
        foreach (var value in early.Graph.Outputs)
            typed.Replace(value, new Value(value.Name, results[value.Name].ElementType, [.. results[value.Name].Shape.Select(length => (Dim)length)]));
        foreach (var input in late.Graph.Inputs.Where(input => inputs.Contains(input.Name)))
            typed.Replace(input, AtBatchOne(input));
        return (early with { Graph = typed.Of(early.Graph) }, late with { Graph = typed.Of(late.Graph) });
    }

    private static Value AtBatchOne(Value input) => new(input.Name, input.ElementType, [.. input.Dims!.Select((dim, axis) => dim.Size ?? (axis == 0 ? 1L
        : throw new GraphException($"Axis {axis} of input '{input.Name}' is free; export the model with a fixed length there.")))]);

    private static (Model Early, Model Late) Cut(Model model, IReadOnlyCollection<string> inputs)
    {
        var graph = model.Graph;
        var late = new HashSet<Value>(graph.Inputs.Where(input => !inputs.Contains(input.Name)));
        List<Node> earlyNodes = [], lateNodes = [];
        foreach (var node in graph.Nodes)
        {
            var isLate = node.Reads().Any(late.Contains);
            (isLate ? lateNodes : earlyNodes).Add(node);
            if (isLate)
                late.UnionWith(node.Outputs.OfType<Value>());
        }
        var made = earlyNodes.SelectMany(node => node.Outputs).OfType<Value>().ToHashSet();
        var boundary = lateNodes.SelectMany(node => node.Reads()).Concat(graph.Outputs).Where(made.Contains).Distinct().ToList();
        var direct = graph.Inputs.Where(input => inputs.Contains(input.Name) && lateNodes.Any(node => node.Reads().Contains(input)));
        var early = graph with { Inputs = [.. graph.Inputs.Where(input => inputs.Contains(input.Name))], Outputs = boundary, Nodes = earlyNodes };
        var rest = graph with { Inputs = [.. graph.Inputs.Where(late.Contains), .. direct, .. boundary], Nodes = lateNodes };
        return (model with { Graph = Simplify.Live(early) }, model with { Graph = rest });
    }
}
