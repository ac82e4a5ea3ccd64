using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Copies nodes with values exchanged, subgraphs included.</summary>
internal sealed class Rewriter
{
    private readonly Dictionary<Value, Value> _map = [];

    /// <summary>Reads of <paramref name="from"/> become reads of <paramref name="to"/>.</summary>
    public void Replace(Value from, Value to) => _map[from] = to;

    public Value Of(Value value)
    {
        while (_map.TryGetValue(value, out var next))
            value = next;
        return value;
    }

    public Value? OfOptional(Value? value) => value is null ? null : Of(value);

    /// <summary>The node with its operands (and captures) exchanged; outputs too where they are replaced.</summary>
    public Node Of(Node node) => node with
    {
        Inputs = [.. node.Inputs.Select(OfOptional)],
        Outputs = [.. node.Outputs.Select(OfOptional)],
        Attributes = HasGraphs(node) ? node.Attributes.With(SubstituteGraphs) : node.Attributes,
    };

    public Graph Of(Graph graph) => graph with
    {
        Inputs = [.. graph.Inputs.Select(Of)],
        Outputs = [.. graph.Outputs.Select(Of)],
        Nodes = [.. graph.Nodes.Select(Of)],
    };

    private static bool HasGraphs(Node node) => node.Attributes.Any(attribute => attribute.Value is Graph or Graph[]);

    private void SubstituteGraphs(IDictionary<string, object> values)
    {
        foreach (var (name, value) in values.ToList())
        {
            if (value is Graph graph)
                values[name] = Of(graph);
            else if (value is Graph[] graphs)
                values[name] = Array.ConvertAll(graphs, Of);
        }
    }
}
