using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// An Einsum of two operands as one batched matrix product […, M, S] · […, S, N]: S the labels summed, N the output's last ones, M those before them, and
/// what is left in front broadcast, K among it. The engine's Einsum copies its operands apart: it was 37 % of the adjoint of a U-Net with one attention of 1024 places.
/// </summary>
internal static class EinsumProducts
{
    /// <summary>The result, or null where the equation is no matrix product (nothing summed, a diagonal, an outer product), broadcasts an axis of length 1 or has an empty one.</summary>
    public static Value? Of(GraphBuilder g, Node node)
    {
        if (node.Inputs.Count != 2 || node.Inputs.Any(input => input?.Dims is null))
            return null;
        var equation = EinsumEquation.Of(node);
        var output = equation.Output;
        Dictionary<char, long> sizes = [];
        for (var i = 0; i < 2; i++)
            foreach (var (label, length) in equation.Inputs[i].Zip(node.Inputs[i]!.Extents))
                if (length == 0 || (!sizes.TryAdd(label, length) && sizes[label] != length))
                    return null;
        var right = output.Length > 0 && equation.Inputs[1].Contains(output[^1]) ? 1 : 0;
        var (a, b) = (equation.Inputs[1 - right], equation.Inputs[right]);
        var summed = string.Concat(a.Where(label => b.Contains(label) && !output.Contains(label)));
        if (summed.Length == 0 || ((string[])[a, b, output]).Any(labels => labels.Distinct().Count() != labels.Length)
            || a.Concat(b).Any(label => !output.Contains(label) && !summed.Contains(label)))
            return null;
        var columns = OwnEnd(output, b, a);
        var rows = OwnEnd(output[..^columns.Length], a, b);
        if (columns.Length == 0 || rows.Length == 0)
            return null;
        var front = output[..^(rows.Length + columns.Length)];
        var product = g.MatMul(Matrices(g, node.Inputs[1 - right]!, a, front, rows, summed, sizes), Matrices(g, node.Inputs[right]!, b, front, summed, columns, sizes));
        return g.Reshape(product, [.. output.Select(label => sizes[label])]);
    }

    // The longest end of the output whose labels belong to one operand alone and stand side by side in it, so that they fold without being moved.
    private static string OwnEnd(string output, string own, string other)
    {
        var run = "";
        while (run.Length < output.Length && output[^(run.Length + 1)..] is var longer && own.Contains(longer, StringComparison.Ordinal) && !other.Contains(longer[0]))
            run = longer;
        return run;
    }

    // x as [front, rows, columns]; a product reads a matrix stored the other way round as it is, so that exchange comes last and costs nothing.
    private static Value Matrices(GraphBuilder g, Value x, string labels, string front, string rows, string columns, Dictionary<char, long> sizes)
    {
        var own = string.Concat(front.Where(labels.Contains));
        var turned = labels == own + columns + rows;
        var wanted = turned ? labels : own + rows + columns;
        long Length(string run) => run.Any(label => sizes[label] < 0) ? -1 : run.Aggregate(1L, (product, label) => product * sizes[label]);
        var moved = g.Transpose(x, [.. wanted.Select(label => labels.IndexOf(label))]);
        long[] lead = [.. front.Select(label => labels.Contains(label) ? sizes[label] : 1)];
        return turned ? g.TransposeLast(g.Reshape(moved, [.. lead, Length(columns), Length(rows)])) : g.Reshape(moved, [.. lead, Length(rows), Length(columns)]);
    }
}
