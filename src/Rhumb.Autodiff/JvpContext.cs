using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff;

/// <summary>What a linearisation rule sees: the node, its typed operands, and their tangents.</summary>
public sealed class JvpContext
{
    private readonly IReadOnlyList<Tangent> _tangents;

    internal JvpContext(GraphBuilder graph, Node node, IReadOnlyList<Tangent> tangents) => (G, Node, _tangents) = (graph, node, tangents);

    /// <summary>Where the rule emits.</summary>
    public GraphBuilder G { get; }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>The node's attributes.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>Operand i.</summary>
    public Term X(int index = 0) => new(G, Node.Input(index) ?? throw GraphException.Contradiction($"{Node.Title} lacks operand {index}."));

    /// <summary>Result i.</summary>
    public Term Y(int index = 0) => new(G, Node.Outputs[index]!);

    /// <summary>Whether operand i has a tangent that is not structurally zero.</summary>
    public bool Active(int index) => index < _tangents.Count && !_tangents[index].IsZero;

    /// <summary>Tangent of operand i.</summary>
    public Term T(int index = 0) => new(G, _tangents[index].Value);

    /// <summary>The indices of the active operands.</summary>
    public IEnumerable<int> ActiveOperands => Enumerable.Range(0, _tangents.Count).Where(Active);

    /// <summary>The node's own operator applied with some operands replaced; one output of the same shape.</summary>
    public Term Again(params ReadOnlySpan<(int Index, Value Value)> replaced)
    {
        var inputs = Node.Inputs.ToArray();
        foreach (var (index, value) in replaced)
            inputs[index] = value;
        return new(G, G.Emit(Node.OpType, inputs, Y().Value.ElementType, Y().Value.Shape, Node.Attributes));
    }

    /// <summary>A sum of tangents, each broadcast to the first result's shape.</summary>
    public IReadOnlyList<Tangent> Sum(IEnumerable<Value> terms)
    {
        Value? sum = null;
        foreach (var term in terms)
            sum = sum is null ? term : G.Add(sum, term);
        return sum is null ? [Tangent.Zero] : [Tangent.Of(G.Expand(sum, Y().Value.Shape))];
    }

    /// <summary>One tangent for one result.</summary>
    public static IReadOnlyList<Tangent> One(Value tangent) => [Tangent.Of(tangent)];
}
