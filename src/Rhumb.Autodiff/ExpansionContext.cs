using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff;

/// <summary>What an expansion sees: the node and its typed operands.</summary>
public sealed class ExpansionContext
{
    internal ExpansionContext(GraphBuilder graph, Node node) => (G, Node) = (graph, node);

    /// <summary>Where the expansion emits.</summary>
    public GraphBuilder G { get; }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>The node's attributes.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>Whether operand i is given.</summary>
    public bool Has(int index) => Node.Input(index) is not null;

    /// <summary>Operand i.</summary>
    public Term X(int index = 0) => new(G, Node.Input(index) ?? throw GraphException.Contradiction($"{Node.Title} lacks operand {index}."));

    /// <summary>Shape of operand i.</summary>
    public long[] Shape(int index = 0) => X(index).Value.Shape;

    /// <summary>Shape of result i.</summary>
    public long[] Output(int index = 0) => Node.Outputs[index]!.Shape;
}
