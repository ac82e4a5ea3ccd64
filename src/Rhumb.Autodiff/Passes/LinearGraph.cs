using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// A graph split at a point: what computes values (the primal and the coefficients of the derivative), and a linear graph from tangents to tangents
/// whose nodes have one output each and read values of the first part.
/// </summary>
/// <param name="Primal">Nodes of the primal and of coefficients.</param>
/// <param name="Linear">Linear nodes, each reading at least one tangent.</param>
/// <param name="Inputs">Tangents (or cotangents) that the linear part starts from.</param>
/// <param name="Outputs">Those that it ends in.</param>
internal sealed record LinearGraph(
    IReadOnlyList<Node> Primal, IReadOnlyList<Node> Linear, IReadOnlyList<Value> Inputs, IReadOnlyList<Tangent> Outputs)
{
    /// <summary>Nodes told apart: one is linear when it reads a tangent; what rules emitted besides are coefficients.</summary>
    public static LinearGraph Of(IEnumerable<Node> primal, IEnumerable<Node> emitted, IReadOnlyList<Value> inputs, IReadOnlyList<Tangent> outputs)
    {
        var tangents = new HashSet<Value>(inputs);
        List<Node> coefficients = [.. primal], linear = [];
        foreach (var node in emitted)
        {
            if (node.Inputs.Any(value => value is not null && tangents.Contains(value)))
            {
                linear.Add(node);
                tangents.Add(node.Outputs.Single()!);
            }
            else
            {
                coefficients.Add(node);
            }
        }
        return new LinearGraph(coefficients, linear, inputs, outputs);
    }
}
