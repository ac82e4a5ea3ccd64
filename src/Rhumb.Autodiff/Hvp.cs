using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Autodiff;

/// <summary>Hessian–vector products: the graph of (z, v) ↦ (s, H v), H = ∂²s/∂z², for K vectors at once: the JVP of the gradient.</summary>
public static class Hvp
{
    /// <summary>
    /// The model with, besides its own inputs and outputs, an input <c>&lt;wrt&gt;_tangent</c> [K, …] and an output <c>&lt;wrt&gt;_hvp</c> [K, …] for each input
    /// differentiated by. The one output differentiated is a scalar s; at batch B it may be [B, 1…], and the Hessian is that of the sum over the batch.
    /// </summary>
    /// <exception cref="GraphException">The output is no scalar, or names the node without a derivative and the way out.</exception>
    public static Model Build(Model model, DerivativeRequest request, GraphProbe probe)
    {
        if (request.Of.Count != 1)
            throw new GraphException("A Hessian is that of one scalar output; name one output.");
        return Malformed.Judged(() => Specialise.Verify(model, request, probe), () => Built(model, request, probe));
    }

    private static Model Built(Model model, DerivativeRequest request, GraphProbe probe)
    {
        var first = new Derivative(model, request, probe);
        var scalar = first.Of[0];
        if (Shapes.Count(scalar.Shape) is not 1 and var count && !(count == request.Batch && scalar.Shape[0] == count))
            throw new GraphException($"A Hessian needs a scalar output; '{scalar.Name}' {Shapes.Text(scalar.Shape)} has {count} elements: end the model in a sum or a mean.");
        var names = first.Active.ToDictionary(value => value, value => $"{value.Name}_hvp");
        if (first.Model.Graph.Inputs.Concat(first.Model.Graph.Outputs).FirstOrDefault(value => names.ContainsValue(value.Name)) is { } clash)
            throw new GraphException($"The model already has an input or output '{clash.Name}'; rename it before differentiating.");

        var gradients = WithGradients(first, names);
        var second = Jvp.Build(gradients, request with { Of = [.. names.Values] }, probe);
        return Finished(second, first.Model.Graph.Outputs.Count, [.. names.Values]);
    }

    // The specialised model and, as further outputs, its gradient by each active input, in that input's shape.
    private static Model WithGradients(Derivative first, Dictionary<Value, string> names)
    {
        var transposed = Transpose.Run(first.Linearised(), first.Model.Opset, first.Of);
        var builder = new GraphBuilder("h_");
        var rewriter = new Rewriter();
        rewriter.Replace(transposed.Inputs[0], builder.Filled(1, first.Of[0].ElementType, first.Of[0].Shape));
        foreach (var node in transposed.Primal.Concat(transposed.Linear))
            builder.Add(rewriter.Of(node));
        var outputs = first.Model.Graph.Outputs.ToList();
        for (var i = 0; i < first.Active.Count; i++)
        {
            var (input, gradient) = (first.Active[i], transposed.Outputs[i]);
            outputs.Add(builder.Named(names[input], gradient.IsZero ? builder.Filled(0, input.ElementType, input.Shape) : rewriter.Of(gradient.Value), input.Shape));
        }
        return first.Model with { Graph = Simplify.Live(builder.Build(first.Model.Graph.Name, first.Model.Graph.Inputs, outputs)) };
    }

    // The gradient's own outputs give way to their tangents, in the shape in which the vectors are given.
    private static Model Finished(Model second, int kept, string[] names)
    {
        var graph = second.Graph;
        var builder = new GraphBuilder("hvp_");
        foreach (var node in graph.Nodes)
            builder.Add(node);
        var vectors = graph.Inputs.TakeLast(names.Length).ToArray();
        var outputs = graph.Outputs.Take(kept).ToList();
        var renamed = new Rewriter();
        for (var i = 0; i < names.Length; i++)
        {
            var gradient = graph.Outputs[kept + i];
            renamed.Replace(gradient, new Value(builder.Fresh("gradient"), gradient.ElementType, gradient.Dims));
            var product = new Value(names[i], gradient.ElementType, vectors[i].Dims);
            var shape = builder.Ints([-1, .. vectors[i].Dims!.Skip(1).Select(dim => dim.Size!.Value)]);
            builder.Add(new Node("Reshape", [graph.Outputs[kept + names.Length + i], shape], [product], Attributes.None));
            outputs.Add(product);
        }
        return second with { Graph = Simplify.Run(renamed.Of(builder.Build(graph.Name, graph.Inputs, outputs))) };
    }
}
