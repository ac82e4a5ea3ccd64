using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Autodiff;

/// <summary>What JVP and VJP share: the model made ready, and the derivative graph put together.</summary>
internal sealed class Derivative
{
    private readonly DerivativeRequest _request;

    public Derivative(Model model, DerivativeRequest request, GraphProbe probe)
    {
        if (request.Batch < 1 || request.Vectors < 1)
            throw new GraphException("Batch and vectors must be 1 or more.");
        if (request.WithRespectTo.Count == 0 || request.Of.Count == 0)
            throw new GraphException("Name at least one input to differentiate by and one output to differentiate.");
        _request = request;
        Check(model.Graph, request);
        Malformed.Check(model.Graph);
        var upgraded = Upgrade.To(Widen.Run(model), GraphBuilder.MinimumOpset);
        Model = Specialise.Run(upgraded, request, [.. request.WithRespectTo], probe);
        Active = [.. request.WithRespectTo.Select(name => Model.Graph.Source(name)!)];
        var factorised = Factorise.Run(Model.Graph, Active);
        Model = Model with { Graph = UpsampledConvolutions.Run(factorised, Active, new VaryingLengths(factorised)) };
        Of = [.. request.Of.Select(name => Model.Graph.Outputs.First(output => output.Name == name))];
        foreach (var value in Active.Concat(Of))
            if (!value.ElementType.IsReal())
                throw new GraphException($"'{value.Name}' holds {value.ElementType}, which has no derivative; choose a floating-point value.");
    }

    public Model Model { get; }

    public IReadOnlyList<Value> Active { get; }

    public IReadOnlyList<Value> Of { get; }

    public LinearGraph Linearised() => Linearise.Run(Model.Graph, Model.Opset, Active, Of);

    /// <summary>The shape in which vectors of a value are given, K aside: at batch 1, K stands in place of the batch axis.</summary>
    public long[] Interface(Value value) =>
        _request.Batch == 1 && value.Constant is null && value.Rank > 0 && value.Shape[0] == 1 ? value.Shape[1..] : value.Shape;

    /// <summary>The model's inputs and outputs, and the linear graph's, in one model.</summary>
    public Model Assembled(LinearGraph linear, IReadOnlyList<Value> like, Func<Value, string> nameOf)
    {
        var batched = Batch.Run(MergeCoefficients.Run(linear), Model.Opset, _request.Vectors, [.. InputsLike(linear).Select(Interface)]);
        var footprint = Footprint.Of(linear);
        var builder = new GraphBuilder("o_");
        foreach (var node in batched.Primal.Concat(batched.Linear))
            builder.Add(node);
        var outputs = new List<Value>(Model.Graph.Outputs);
        var taken = Model.Graph.Inputs.Concat(Model.Graph.Outputs).Select(value => value.Name).ToHashSet(StringComparer.Ordinal);
        if (batched.Inputs.Select(input => input.Name).Concat(like.Select(nameOf)).FirstOrDefault(taken.Contains) is { } clash)
            throw new GraphException($"The model already has an input or output '{clash}'; rename it before differentiating.");
        if (batched.Inputs.Select(input => input.Name).Intersect(like.Select(nameOf)).FirstOrDefault() is { } both)
            throw new GraphException($"The derivative would have an input and an output of the one name '{both}'; rename the model's output before differentiating.");
        for (var i = 0; i < like.Count; i++)
        {
            var shape = Interface(like[i]);
            Dim[] dims = [_request.Vectors is { } k ? k : Dim.Free("vectors"), .. shape.Select(length => (Dim)length)];
            var output = new Value(nameOf(like[i]), like[i].ElementType, dims);
            builder.Add(batched.Outputs[i].IsZero ? Zeros(builder, batched.Inputs[0], output, shape)
                : new Node("Reshape", [batched.Outputs[i].Value, builder.Ints([-1, .. shape])], [output], Attributes.None));
            outputs.Add(output);
        }
        var graph = builder.Build(Model.Graph.Name, [.. Model.Graph.Inputs, .. batched.Inputs], outputs);
        var faster = FastForms.Run(graph, new VaryingLengths(Model.Graph));
        return footprint.WriteTo(Model with { Graph = Simplify.Run(BroadcastOperands.Run(faster, new VaryingLengths(Model.Graph))) });
    }

    private IEnumerable<Value> InputsLike(LinearGraph linear) =>
        linear.Inputs.Count == Active.Count && linear.Inputs[0].Name.EndsWith("_tangent", StringComparison.Ordinal) ? Active : Of;

    // Asked for, the derivative of what does not depend on the input is a tensor of zeros [K, …].
    private static Node Zeros(GraphBuilder builder, Value vectors, Value output, long[] like)
    {
        var count = builder.Emit("Shape", [vectors], ElementType.Int64, [1], new() { { "start", 0 }, { "end", 1 } });
        return new Node("Expand", [builder.Scalar(0, output.ElementType), builder.Concat(0, count, builder.Ints(like))], [output], Attributes.None);
    }

    private static void Check(Graph graph, DerivativeRequest request)
    {
        foreach (var name in request.WithRespectTo)
            if (graph.Source(name) is null)
                throw new GraphException($"There is no input or initialiser '{name}'; inputs are: {string.Join(", ", graph.Inputs.Select(input => input.Name))}.");
        foreach (var name in request.Of)
            if (graph.Outputs.All(output => output.Name != name))
                throw new GraphException($"There is no output '{name}'; outputs are: {string.Join(", ", graph.Outputs.Select(output => output.Name))}.");
    }
}
