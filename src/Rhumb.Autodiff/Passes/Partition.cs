using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Cuts a model in two: what depends on some inputs alone, to be run once, and the rest, to be run often.</summary>
public static class Partition
{
    /// <summary>
    /// <c>Early</c> computes from <paramref name="inputs"/> alone every value that the rest reads; <c>Late</c> takes those values in place of what it no longer computes.
    /// Late's extra inputs are named as Early's outputs.
    /// </summary>
    public static (Model Early, Model Late) Run(Model model, IReadOnlyCollection<string> inputs)
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
