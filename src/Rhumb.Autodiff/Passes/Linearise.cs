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
            if (Shapes.Count(active[i].Shape) > 0)
                tangents[active[i]] = Tangent.Of(inputs[i]);

        var selected = new Dictionary<Value, Node>();
        // What only leads to other outputs is computed but not differentiated.
        var onTheWay = Simplify.Live(graph with { Outputs = of }).Nodes.ToHashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes)
        {
            if (onTheWay.Contains(node))
                Visit(node);
            else
                builder.Add(node);
        }
        return LinearGraph.Of([], builder.Nodes, inputs, [.. of.Select(value => tangents.GetValueOrDefault(value))]);

        void Visit(Node node)
        {
            builder.Add(node);
            var selection = Selection(node, selected);
            Tangent[] operands = [.. node.Inputs.Select(value => value is not null && tangents.TryGetValue(value, out var t) ? t : Tangent.Zero)];
            if (operands.All(tangent => tangent.IsZero) && !node.Reads().Any(tangents.ContainsKey))
                return;
            if (node.Outputs.All(value => value is null || (value.ElementType != ElementType.Undefined && !value.ElementType.IsReal())))
                return;
            var rule = RuleTable.For(node, opset);
            if (rule.Stops)
                return;
            if (selection is not null)
                throw new GraphException(SelectionProblem(node, selection));
            var results = rule.Expansion is { } expansion ? Expanded(node, expansion)
                : Malformed.Told(node, () => rule.Jvp?.Invoke(new JvpContext(builder, node, operands)))
                ?? throw new GraphException($"{node.Title} (operator set {opset}) has no derivative; replace it in the exported model.");
            for (var i = 0; i < node.Outputs.Count; i++)
            {
                // What has no elements has no tangent: nothing can follow from it.
                if (node.Outputs[i] is not { } output || !output.ElementType.IsReal() || Shapes.Count(output.Shape) == 0)
                    continue;
                if (i >= results.Count)
                    throw new GraphException($"{node.Title} (operator set {opset}): its result '{output.Name}' has no derivative rule; export the model without that result.");
                if (!results[i].IsZero)
                    tangents[output] = results[i];
            }
        }

        // The nodes of the expansion are linearised in the node's place; the node itself goes on computing the value.
        IReadOnlyList<Tangent> Expanded(Node node, ExpansionRule expansion)
        {
            var inner = new GraphBuilder($"{builder.Fresh(node.OpType)}_");
            var values = Malformed.Told(node, () => expansion(new ExpansionContext(inner, node)));
            foreach (var each in inner.Nodes)
                Visit(each);
            return [.. values.Select(value => value is null ? Tangent.Zero : tangents.GetValueOrDefault(value))];
        }
    }

    public static string SelectionProblem(Node node, Node selection) =>
        $"{node.Title} works on what {selection.Title} selects, and how much that is depends on the model's inputs; select by Where instead, or export the model with a fixed selection.";

    /// <summary>Whether the number of elements that a node makes depends on values.</summary>
    public static bool Selects(Node node) => node is { Domain: "", OpType: "NonZero" or "Unique" or "NonMaxSuppression" or "Compress" };

    // The node before this one, if any, whose results have as many elements as the values of its operands say: no shape can be relied on from there.
    public static Node? Selection(Node node, Dictionary<Value, Node> selected)
    {
        if (node is { Domain: "", OpType: "Shape" or "Size" })
            return null;
        var made = node.Inputs.Select(input => input is not null ? selected.GetValueOrDefault(input) : null).FirstOrDefault(maker => maker is not null)
            ?? (Selects(node) && (node.OpType == "Compress" ? node.Input(1)?.Constant is null : node.Inputs.Any(input => input is { Constant: null })) ? node : null);
        if (made is not null)
            foreach (var output in node.Outputs.OfType<Value>())
                selected[output] = made;
        return made == node ? null : made;
    }
}
