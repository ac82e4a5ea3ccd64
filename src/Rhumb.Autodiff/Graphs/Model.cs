namespace Rhumb.Autodiff.Graphs;

/// <summary>An ONNX model: a graph and the operator sets that its nodes belong to. Functions that a file defines are written out where they are called.</summary>
/// <param name="Graph">The main graph.</param>
/// <param name="Opsets">Operator-set version by domain; "" is ONNX's own.</param>
public sealed record Model(Graph Graph, IReadOnlyDictionary<string, long> Opsets)
{
    /// <summary>Version of ONNX's own operator set.</summary>
    public long Opset => Opsets.GetValueOrDefault("");

    /// <summary>Free key–value pairs of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// True for a model from a file: the types and shapes of values between its nodes are what the file claims. They are often stale, as where a batch was fixed by
    /// hand, so nothing is built on them before the runtime has been asked.
    /// </summary>
    public bool HasClaims { get; init; }

    /// <summary>A model of ONNX's own operators.</summary>
    public static Model Of(Graph graph, long opset) => new(graph, new Dictionary<string, long>(StringComparer.Ordinal) { [""] = opset });
}
