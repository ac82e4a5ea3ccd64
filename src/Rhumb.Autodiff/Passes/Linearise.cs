using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// A graph split at a point: what computes values (the primal and the coefficients of the derivative), and a linear graph from tangents to tangents
/// whose nodes have one output each and read values of the first part.
/// </summary>
/// <param name="Primal">Nodes of the primal and of coefficients.</param>
/// <param name="Linear">Linear nodes, each reading at least one tangent.</param>
/// <param name="Inputs">Tangents of the active inputs, in the order asked for.</param>
/// <param name="Outputs">Tangents of the outputs asked for.</param>
internal sealed record LinearGraph(
    IReadOnlyList<Node> Primal, IReadOnlyList<Node> Linear, IReadOnlyList<Value> Inputs, IReadOnlyList<Tangent> Outputs);

/// <summary>Walks the nodes that depend on the active inputs and lets each one's rule emit its tangent.</summary>
internal static class Linearise
{
    /// <exception cref="GraphException">An operator on the way has no rule.</exception>
    public static LinearGraph Run(Graph graph, long opset, IReadOnlyList<Value> active, IReadOnlyList<Value> of)
    {
        var builder = new GraphBuilder("d_");
        var tangents = new Dictionary<Value, Tangent>();
        var inputs = active.Select(value => GraphBuilder.Input($"{value.Name}_tangent", value.ElementType, value.Shape)).ToList();
        for (var i = 0; i < active.Count; i++)
            tangents[active[i]] = Tangent.Of(inputs[i]);

        foreach (var node in graph.Nodes)
        {
            builder.Add(node);
            Tangent[] operands = [.. node.Inputs.Select(value => value is not null && tangents.TryGetValue(value, out var t) ? t : Tangent.Zero)];
            if (operands.All(tangent => tangent.IsZero) && !node.Reads().Any(tangents.ContainsKey))
                continue;
            if (node.Outputs.All(value => value is null || (value.ElementType != ElementType.Undefined && !value.ElementType.IsReal())))
                continue;
            var rule = RuleTable.For(node, opset);
            if (rule.Stops)
                continue;
            if (rule.Jvp is null)
                throw new GraphException($"{node.Title} (operator set {opset}) has no derivative; replace it in the exported model.");
            var results = rule.Jvp(new JvpContext(builder, node, operands));
            for (var i = 0; i < node.Outputs.Count; i++)
                if (node.Outputs[i] is { } output && i < results.Count && !results[i].IsZero)
                    tangents[output] = results[i];
        }
        return Separated(builder.Nodes, inputs, [.. of.Select(value => tangents.GetValueOrDefault(value))]);
    }

    // A node is linear when it reads a tangent; what rules emitted besides are coefficients.
    private static LinearGraph Separated(IReadOnlyList<Node> nodes, List<Value> inputs, IReadOnlyList<Tangent> outputs)
    {
        var isTangent = new HashSet<Value>(inputs);
        List<Node> primal = [], linear = [];
        foreach (var node in nodes)
        {
            if (node.Inputs.Any(value => value is not null && isTangent.Contains(value)))
            {
                linear.Add(node);
                isTangent.Add(node.Outputs.Single()!);
            }
            else
            {
                primal.Add(node);
            }
        }
        return new LinearGraph(primal, linear, inputs, outputs);
    }
}
