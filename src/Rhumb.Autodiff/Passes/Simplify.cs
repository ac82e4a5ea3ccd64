using System.Globalization;
using System.Text;
using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Removes what is dead, shares what is computed twice, and takes out what reshapes for nothing.</summary>
internal static class Simplify
{
    public static Graph Run(Graph graph) => Live(Shared(graph));

    /// <summary>The graph without nodes that reach no output.</summary>
    public static Graph Live(Graph graph)
    {
        var needed = new HashSet<Value>(graph.Outputs);
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Any(output => output is not null && needed.Contains(output)))
                continue;
            nodes.Add(node);
            needed.UnionWith(node.Reads());
        }
        nodes.Reverse();
        return graph with { Nodes = nodes };
    }

    private static Graph Shared(Graph graph)
    {
        var rewriter = new Rewriter();
        var ids = new Dictionary<Value, int>();
        var seen = new Dictionary<string, Node>(StringComparer.Ordinal);
        var makers = new Dictionary<Value, Node>();
        var outputs = new HashSet<Value>(graph.Outputs);
        var nodes = new List<Node>();
        foreach (var original in graph.Nodes)
        {
            var node = ShortenedReshape(rewriter.Of(original), makers);
            var replaceable = !node.Outputs.Any(output => output is not null && outputs.Contains(output));
            if (replaceable && (node is { OpType: "Identity", Domain: "" } || Keeps(node)))
            {
                rewriter.Replace(node.Outputs[0]!, node.Inputs[0]!);
                continue;
            }
            var key = Key(node, ids);
            if (replaceable && key is not null && seen.TryGetValue(key, out var same) && same.Outputs.Count == node.Outputs.Count)
            {
                for (var i = 0; i < node.Outputs.Count; i++)
                    if (node.Outputs[i] is { } output)
                        rewriter.Replace(output, same.Outputs[i]!);
                continue;
            }
            if (key is not null)
                seen.TryAdd(key, node);
            nodes.Add(node);
            foreach (var output in node.Outputs.OfType<Value>())
                makers[output] = node;
        }
        return graph with { Nodes = nodes, Outputs = [.. graph.Outputs.Select(rewriter.Of)] };
    }

    // Reshape(Reshape(x, ·), s) = Reshape(x, s) where s names every axis but one: zeros would copy from the middle shape.
    private static Node ShortenedReshape(Node node, Dictionary<Value, Node> makers)
    {
        if (node is { OpType: "Reshape", Domain: "" } && node.Inputs[1]!.Constant is { } shape && !shape.ToInts().Contains(0)
            && makers.TryGetValue(node.Inputs[0]!, out var maker) && maker is { OpType: "Reshape", Domain: "" })
            return node with { Inputs = [maker.Inputs[0], node.Inputs[1]] };
        return node;
    }

    // A Reshape to the shape that its operand has: the engine keeps blocked layouts across convolutions only where nothing stands between them.
    private static bool Keeps(Node node) => node is { OpType: "Reshape", Domain: "" } && node.Inputs[1]!.Constant is { } shape && node.Inputs[0]!.Dims is not null
        && shape.ToInts() is var to && node.Inputs[0]!.Extents is var from && to.Count(length => length == -1) <= 1 && !to.Contains(0)
        && from.Length == to.Length && from.Zip(to).All(pair => pair.Second == -1 || pair.First == pair.Second);

    // Equal keys compute equal values; nodes with randomness or subgraphs have none.
    private static string? Key(Node node, Dictionary<Value, int> ids)
    {
        if (node.OpType.StartsWith("Random", StringComparison.Ordinal) || node.OpType is "Bernoulli" or "Multinomial" or "Dropout"
            || node.Outputs.Any(output => output is null))
            return null;
        var key = new StringBuilder(node.Domain).Append(':').Append(node.OpType).Append(node.Outputs.Count);
        foreach (var input in node.Inputs)
            key.Append('|').Append(input is null ? "" : Identity(input, ids));
        foreach (var (name, value) in node.Attributes)
        {
            if (value is Graph or Graph[] or TensorData)
                return null;
            key.Append(';').Append(name).Append('=').Append(value switch
            {
                long[] ints => string.Join(',', ints),
                float[] floats => string.Join(',', floats.Select(f => BitConverter.SingleToInt32Bits(f))),
                string[] strings => string.Join(',', strings),
                float f => BitConverter.SingleToInt32Bits(f).ToString(CultureInfo.InvariantCulture),
                _ => value,
            });
        }
        return key.ToString();
    }

    private static string Identity(Value value, Dictionary<Value, int> ids)
    {
        if (value.Constant is { Bytes.Length: <= 256 } small)
            return $"c{small.ElementType}{string.Join(',', small.Shape)}:{Convert.ToHexString(small.Bytes.Span)}";
        if (!ids.TryGetValue(value, out var id))
            ids[value] = id = ids.Count;
        return id.ToString(CultureInfo.InvariantCulture);
    }
}
