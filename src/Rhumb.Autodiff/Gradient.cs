using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Autodiff;

/// <summary>Gradients of a scalar inside a graph under construction, for training steps.</summary>
public static class Gradient
{
    /// <summary>
    /// Adds to <paramref name="graph"/> the nodes that compute ∂loss/∂w for each of <paramref name="parameters"/> and returns their values, each in its
    /// parameter's shape. All shapes must be known.
    /// </summary>
    /// <exception cref="GraphException">The loss is no scalar, does not depend on a parameter, or an operator has no rule.</exception>
    public static IReadOnlyList<Value> Of(GraphBuilder graph, Value loss, IReadOnlyList<Value> parameters)
    {
        if (Shapes.Count(loss.Shape) != 1)
            throw new GraphException($"A gradient needs a scalar loss; {loss} has {Shapes.Count(loss.Shape)} elements.");
        var forward = Simplify.Live(graph.Build("loss", parameters, [loss]));
        var linear = Linearise.Run(forward, GraphBuilder.MinimumOpset, parameters, [loss]);
        var transposed = Transpose.Run(linear, GraphBuilder.MinimumOpset, [loss]);
        var rewriter = new Rewriter();
        rewriter.Replace(transposed.Inputs[0], graph.Constant(Ones(loss)));
        var known = new HashSet<Node>(graph.Nodes, ReferenceEqualityComparer.Instance);
        foreach (var node in transposed.Primal.Concat(transposed.Linear))
            if (!known.Contains(node))
                graph.Add(rewriter.Of(node));
        var gradients = new List<Value>();
        for (var i = 0; i < parameters.Count; i++)
            gradients.Add(transposed.Outputs[i].IsZero
                ? throw new GraphException($"The loss does not depend on the parameter '{parameters[i].Name}'.")
                : rewriter.Of(transposed.Outputs[i].Value));
        return gradients;
    }

    private static TensorData Ones(Value loss) => loss.ElementType == ElementType.Double
        ? TensorData.Of<double>([1], loss.Shape)
        : TensorData.Of<float>([1], loss.Shape);
}
