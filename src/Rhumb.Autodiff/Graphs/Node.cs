namespace Rhumb.Autodiff.Graphs;

/// <summary>One application of an operator.</summary>
/// <param name="OpType">Operator, for example "Conv".</param>
/// <param name="Inputs">Operands in order; null where an optional one is left out.</param>
/// <param name="Outputs">Results in order; null where an optional one is left out.</param>
/// <param name="Attributes">Attributes.</param>
/// <param name="Domain">Operator domain; "" is ONNX's own.</param>
/// <param name="Name">Name in the file, for messages; may be empty.</param>
public sealed record Node(
    string OpType, IReadOnlyList<Value?> Inputs, IReadOnlyList<Value?> Outputs, Attributes Attributes, string Domain = "", string Name = "")
{
    /// <summary>"Conv 'conv_3'" or, without a name, "Conv → 'y'".</summary>
    public string Title => (Domain.Length > 0 ? $"{Domain}.{OpType}" : OpType)
        + (Name.Length > 0 ? $" '{Name}'" : $" → '{Outputs.FirstOrDefault(output => output is not null)?.Name}'");

    /// <summary>Operand <paramref name="index"/>, or null where it is left out.</summary>
    public Value? Input(int index) => index < Inputs.Count ? Inputs[index] : null;

    /// <summary>Values read by this node, subgraph captures included.</summary>
    public IEnumerable<Value> Reads()
    {
        foreach (var input in Inputs)
            if (input is not null)
                yield return input;
        foreach (var (_, attribute) in Attributes)
            foreach (var graph in attribute is Graph one ? [one] : attribute as Graph[] ?? [])
                foreach (var value in graph.Captures())
                    yield return value;
    }
}
