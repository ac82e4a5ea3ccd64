using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// (t · a) · b becomes t · (a · b) for a tangent t and coefficients a and b: what concerns coefficients alone is computed once and not for every vector.
/// Activations, normalisations and modulations follow each other with nothing but such products between.
/// </summary>
internal static class MergeCoefficients
{
    public static LinearGraph Run(LinearGraph graph)
    {
        var tangents = graph.Inputs.Concat(graph.Linear.SelectMany(node => node.Outputs)).OfType<Value>().ToHashSet();
        var uses = graph.Linear.SelectMany(node => node.Inputs).Concat(graph.Outputs.Where(output => !output.IsZero).Select(output => output.Value)).OfType<Value>()
            .GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
        var coefficients = new GraphBuilder("c_");
        var scaled = new Dictionary<Value, (Value Tangent, Value Coefficient)>();
        var linear = new List<Node>();
        foreach (var node in graph.Linear)
        {
            var merged = node;
            if (Parts(node, tangents) is { } parts)
            {
                if (scaled.TryGetValue(parts.Tangent, out var before) && uses[parts.Tangent] == 1 && Fits(before, parts.Coefficient, node.Outputs[0]!))
                    parts = (before.Tangent, coefficients.Mul(before.Coefficient, parts.Coefficient));
                merged = node with { Inputs = [parts.Tangent, parts.Coefficient] };
                scaled[node.Outputs[0]!] = parts;
            }
            linear.Add(merged);
        }
        return graph with { Primal = [.. graph.Primal, .. coefficients.Nodes], Linear = Live(linear, graph.Outputs) };
    }

    // The tangent and the coefficient of a product of the two.
    private static (Value Tangent, Value Coefficient)? Parts(Node node, HashSet<Value> tangents)
    {
        if (node is not { OpType: "Mul", Domain: "" })
            return null;
        var (a, b) = (node.Inputs[0]!, node.Inputs[1]!);
        return tangents.Contains(b) ? (b, a) : (a, b);
    }

    // The coefficients' product must not be larger than what it scales, and the tangent must broadcast to the result as before.
    private static bool Fits((Value Tangent, Value Coefficient) before, Value after, Value result) =>
        Shapes.Count(Shapes.Broadcast(before.Coefficient.Shape, after.Shape)) <= Shapes.Count(result.Shape)
        && before.Tangent.Rank >= before.Coefficient.Rank && Shapes.Broadcast(before.Tangent.Shape, Shapes.Broadcast(before.Coefficient.Shape, after.Shape)).AsSpan().SequenceEqual(result.Shape);

    private static List<Node> Live(List<Node> nodes, IReadOnlyList<Tangent> outputs)
    {
        var needed = outputs.Where(output => !output.IsZero).Select(output => output.Value).ToHashSet();
        var live = new List<Node>();
        foreach (var node in Enumerable.Reverse(nodes).Where(node => needed.Contains(node.Outputs[0]!)))
        {
            live.Add(node);
            needed.UnionWith(node.Inputs.OfType<Value>());
        }
        live.Reverse();
        return live;
    }
}
