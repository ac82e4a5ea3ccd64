using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

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
        return LinearGraph.Of([], builder.Nodes, inputs, [.. of.Select(value => tangents.GetValueOrDefault(value))]);
    }
}
