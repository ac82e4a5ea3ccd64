using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Rewrites products so that their tangents are cheap: A · (B ∘ s) becomes (A · B) ∘ s where s [.., 1, n] scales columns and depends on the active inputs
/// while B does not. A modulated layer's weight tangent then costs an elementwise product instead of a matrix product for every vector.
/// </summary>
internal static class Factorise
{
    public static Graph Run(Graph graph, IReadOnlyCollection<Value> active)
    {
        var depends = new HashSet<Value>(active);
        var scaled = new Dictionary<Value, (Value Matrix, Value Scale)>();
        var builder = new GraphBuilder("f_");
        var rewriter = new Rewriter();
        foreach (var original in graph.Nodes)
        {
            var node = rewriter.Of(original);
            if (node.Reads().Any(depends.Contains))
                depends.UnionWith(node.Outputs.OfType<Value>());
            if (node is { OpType: "Mul", Domain: "" } && ColumnScale(node, depends) is { } parts)
                scaled[node.Outputs[0]!] = parts;
            if (node is { OpType: "MatMul", Domain: "" } && node.Inputs[0]!.Rank > 1 && scaled.TryGetValue(node.Inputs[1]!, out var factors)
                && !graph.Outputs.Contains(original.Outputs[0]!))
            {
                var product = builder.Mul(builder.MatMul(node.Inputs[0]!, factors.Matrix), factors.Scale);
                if (product.Shape.AsSpan().SequenceEqual(node.Outputs[0]!.Shape))
                {
                    rewriter.Replace(original.Outputs[0]!, product);
                    depends.Add(product);
                    continue;
                }
            }
            builder.Add(node);
        }
        return Simplify.Live(graph with { Nodes = builder.Nodes });
    }

    private static (Value Matrix, Value Scale)? ColumnScale(Node node, HashSet<Value> depends)
    {
        var (a, b) = (node.Inputs[0]!, node.Inputs[1]!);
        if (depends.Contains(a))
            (a, b) = (b, a);
        var isScale = a.Rank >= 2 && !depends.Contains(a) && depends.Contains(b) && (b.Rank == 1 || (b.Rank >= 2 && b.Shape[^2] == 1)) && b.Shape[^1] == a.Shape[^1];
        return isScale ? (a, b) : null;
    }
}
