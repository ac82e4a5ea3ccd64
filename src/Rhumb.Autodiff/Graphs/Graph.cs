namespace Rhumb.Autodiff.Graphs;

/// <summary>A directed acyclic graph of nodes in execution order. Constants are not listed: they are the constant values that nodes read.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Inputs">Inputs, without initialisers.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Nodes">Nodes, each after those it reads.</param>
public sealed record Graph(string Name, IReadOnlyList<Value> Inputs, IReadOnlyList<Value> Outputs, IReadOnlyList<Node> Nodes)
{
    /// <summary>The constants read by nodes or given as outputs, in order of first use, subgraphs excluded.</summary>
    public IReadOnlyList<Value> Initialisers()
    {
        var seen = new HashSet<Value>();
        var list = new List<Value>();
        foreach (var value in Nodes.SelectMany(node => node.Reads()).Concat(Outputs))
            if (value.Constant is not null && seen.Add(value))
                list.Add(value);
        return list;
    }

    /// <summary>The input or initialiser of that name, or null.</summary>
    public Value? Source(string name) =>
        Inputs.FirstOrDefault(value => value.Name == name) ?? Initialisers().FirstOrDefault(value => value.Name == name);

    /// <summary>Values that a subgraph reads from the graphs around it.</summary>
    public IEnumerable<Value> Captures()
    {
        var own = new HashSet<Value>(Inputs);
        foreach (var node in Nodes)
        {
            foreach (var value in node.Reads())
                if (!own.Contains(value))
                    yield return value;
            own.UnionWith(node.Outputs.OfType<Value>());
        }
        foreach (var value in Outputs)
            if (!own.Contains(value))
                yield return value;
    }
}
