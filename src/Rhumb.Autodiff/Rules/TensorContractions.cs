using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>
/// Einsum: multilinear, so a tangent takes its operand's place; the adjoint contracts the cotangent with the other operands. Tangent graphs hold equations
/// without ellipsis, broadcast axes or diagonals.
/// </summary>
internal static class TensorContractions
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("Einsum") { Since = 12, Jvp = Jvp, Transpose = Transpose, Batch = Batch },
    ];

    private static IReadOnlyList<Tangent> Jvp(JvpContext c)
    {
        var equation = EinsumEquation.Of(c.Node);
        return c.Sum(c.ActiveOperands.Select(active =>
        {
            var terms = c.Node.Inputs.SelectMany((_, i) => equation.Plain(c.G, i == active ? c.T(i) : c.X(i), i)).ToList();
            return c.G.Reshape(EinsumEquation.Contract(c.G, terms, equation.Output), c.Y().Value.Shape);
        }));
    }

    // Labels that only this operand has were summed: its cotangent is the same along them.
    private static Value Transpose(TransposeContext c)
    {
        var equation = EinsumEquation.Of(c.Node);
        List<(Value Value, string Labels)> terms = [(c.U, equation.Output)];
        for (var i = 0; i < c.Node.Inputs.Count; i++)
            if (i != c.Operand)
                terms.Add((c.X(i), equation.Inputs[i]));
        var wanted = equation.Inputs[c.Operand];
        var present = string.Concat(wanted.Where(label => terms.Any(term => term.Labels.Contains(label))));
        var product = EinsumEquation.Contract(c.G, terms, present);
        return c.G.Expand(c.G.Reshape(product, [.. wanted.Select((label, i) => present.Contains(label) ? c.Wanted[i] : 1)]), c.Wanted);
    }

    private static Value Batch(BatchContext c)
    {
        var equation = EinsumEquation.Of(c.Node);
        var k = equation.Unused();
        var inputs = equation.Inputs.Select((labels, i) => c.Batched(i) ? k + labels : labels);
        return c.Emit([.. c.Node.Inputs.Select((_, i) => c.X(i))], new() { { "equation", $"{string.Join(',', inputs)}->{k}{equation.Output}" } });
    }
}
