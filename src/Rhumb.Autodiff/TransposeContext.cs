using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff;

/// <summary>What a transposition rule sees: a linear node, which operand is asked for, and the cotangent of its output.</summary>
public sealed class TransposeContext
{
    internal TransposeContext(GraphBuilder graph, Node node, int operand, Value cotangent) =>
        (G, Node, Operand, U) = (graph, node, operand, new Term(graph, cotangent));

    /// <summary>Where the rule emits.</summary>
    public GraphBuilder G { get; }

    /// <summary>The linear node.</summary>
    public Node Node { get; }

    /// <summary>The node's attributes.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>The operand whose cotangent is asked for.</summary>
    public int Operand { get; }

    /// <summary>Cotangent of the output, in the output's shape.</summary>
    public Term U { get; }

    /// <summary>Operand i; only operands that are not tangents have a value at run time.</summary>
    public Term X(int index) => new(G, Node.Input(index)!);

    /// <summary>Shape of operand i.</summary>
    public long[] Shape(int index) => Node.Input(index)!.Shape;

    /// <summary>Shape of the operand asked for.</summary>
    public long[] Wanted => Shape(Operand);

    /// <summary>Integers of a constant operand (axes, shapes).</summary>
    public long[] Ints(int index) => Constants.Ints(Node, index);
}
