using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Values whose lengths other inputs may change: what a selection or a shape made of values leads to. The lengths noted on them are those of one trial run, so
/// passes that write lengths into a graph leave their nodes alone.
/// </summary>
internal sealed class VaryingLengths
{
    // Operands that say how long a result is.
    private static readonly Dictionary<string, int[]> LengthOperands = new(StringComparer.Ordinal)
    {
        ["Reshape"] = [1], ["Expand"] = [1], ["Tile"] = [1], ["Resize"] = [1, 2, 3], ["Pad"] = [1, 3], ["Slice"] = [1, 2, 3, 4], ["Split"] = [1], ["TopK"] = [1],
        ["OneHot"] = [1], ["Squeeze"] = [1], ["Unsqueeze"] = [1], ["ConstantOfShape"] = [0], ["Range"] = [0, 1, 2], ["CenterCropPad"] = [1],
    };

    private readonly HashSet<Value> _varying = [];

    /// <summary>Those of a specialised graph: lengths that are known are constants in it.</summary>
    public VaryingLengths(Graph graph)
    {
        foreach (var node in graph.Nodes)
            if (Linearise.Selects(node) || (node.Domain.Length == 0 && LengthOperands.TryGetValue(node.OpType, out var operands) && operands.Any(i => node.Input(i) is { Constant: null })))
                _varying.UnionWith(node.Outputs.OfType<Value>());
            else
                Reaches(node);
    }

    /// <summary>Whether a node reads such a value; what it makes is one, too, then.</summary>
    public bool Reaches(Node node)
    {
        if (!node.Reads().Any(_varying.Contains))
            return false;
        _varying.UnionWith(node.Outputs.OfType<Value>());
        return true;
    }
}
