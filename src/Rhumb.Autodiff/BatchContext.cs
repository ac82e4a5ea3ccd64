using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff;

/// <summary>What a batching rule sees: a linear node, and its operands with K vectors on a leading axis where they carry them.</summary>
public sealed class BatchContext
{
    private readonly IReadOnlyList<Value?> _inputs;
    private readonly IReadOnlyList<bool> _batched;
    private readonly Func<Value> _vectors;

    internal BatchContext(GraphBuilder graph, Node node, IReadOnlyList<Value?> inputs, IReadOnlyList<bool> batched, Func<Value> vectors) =>
        (G, Node, _inputs, _batched, _vectors) = (graph, node, inputs, batched, vectors);

    /// <summary>Where the rule emits.</summary>
    public GraphBuilder G { get; }

    /// <summary>The linear node, as it was without K.</summary>
    public Node Node { get; }

    /// <summary>The node's attributes.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>Whether operand i carries the K axis.</summary>
    public bool Batched(int index) => index < _batched.Count && _batched[index];

    /// <summary>Operand i, [K, …] where it carries K.</summary>
    public Value X(int index) => _inputs[index]!;

    /// <summary>Shape of operand i without K.</summary>
    public long[] Shape(int index) => Node.Input(index)!.Shape;

    /// <summary>Shape of the output without K.</summary>
    public long[] Output => Node.Outputs[0]!.Shape;

    /// <summary>Operand i made to carry K, by repetition where it did not.</summary>
    public Value Repeated(int index) => Batched(index) ? X(index) : Repeat(X(index));

    /// <summary>A value [..] repeated K times to [K, ..].</summary>
    public Value Repeat(Value value)
    {
        var target = G.Concat(0, _vectors(), G.Ints(value.Shape));
        return G.Emit("Expand", [value, target], value.ElementType, [-1, .. value.Shape]);
    }

    /// <summary>Operand i with ones inserted behind K so that its rank, K aside, is <paramref name="rank"/>.</summary>
    public Value Aligned(int index, int rank)
    {
        if (!Batched(index) || Shape(index).Length >= rank)
            return X(index);
        return G.Reshape(X(index), [-1, .. Enumerable.Repeat(1L, rank - Shape(index).Length), .. Shape(index)]);
    }

    /// <summary>Integers of a constant operand (axes, shapes).</summary>
    public long[] Ints(int index) => Constants.Ints(Node, index);

    /// <summary>The node's operator with the given operands and attributes and K in front of its output's shape.</summary>
    public Value Emit(IReadOnlyList<Value?> inputs, Attributes? attributes = null) =>
        G.Emit(Node.OpType, inputs, Node.Outputs[0]!.ElementType, [-1, .. Output], attributes ?? Node.Attributes);
}
