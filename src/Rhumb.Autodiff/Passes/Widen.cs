using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Widens half-precision models to float32: constants, values, casts and what operators are told to make. Derivatives accumulate over many terms, and half
/// precision is seldom fast on a CPU; inputs and outputs become float32 too.
/// </summary>
public static class Widen
{
    /// <summary>The model without half or bfloat16 tensors; the model itself where it has none.</summary>
    public static Model Run(Model model) => IsHalf(model.Graph) ? model with { Graph = Widened(model.Graph, new Rewriter()) } : model;

    private static bool IsHalf(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    private static bool IsHalf(Graph graph) =>
        graph.Inputs.Concat(graph.Outputs).Concat(graph.Initialisers()).Any(value => IsHalf(value.ElementType))
        || graph.Nodes.Any(node => node.Attributes.Any(attribute => TypeOf(attribute) is { } type && IsHalf(type)
            || attribute.Value is Graph inner && IsHalf(inner) || attribute.Value is Graph[] many && many.Any(IsHalf)));

    // The element type that an attribute asks an operator to make.
    private static ElementType? TypeOf(KeyValuePair<string, object> attribute) => attribute switch
    {
        { Key: "to" or "dtype", Value: long type } => (ElementType)type,
        { Value: TensorData tensor } => tensor.ElementType,
        _ => null,
    };

    private static Graph Widened(Graph graph, Rewriter rewriter)
    {
        foreach (var value in graph.Inputs.Concat(graph.Outputs).Concat(graph.Initialisers()).Concat(graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>()).Distinct())
            if (IsHalf(value.ElementType) && rewriter.Of(value) == value)
                rewriter.Replace(value, new Value(value.Name, ElementType.Float, value.Dims, value.Constant is { } data ? Widened(data) : null));
        var nodes = graph.Nodes.Select(node => node with { Attributes = node.Attributes.With(values => WidenAll(values, rewriter)) }).ToList();
        // Casts of constants, behind which weights are stored in half precision, have nothing left to do.
        foreach (var cast in nodes.Where(node => IsDone(node, rewriter) && !graph.Outputs.Contains(node.Outputs[0]!)).ToList())
        {
            rewriter.Replace(cast.Outputs[0]!, cast.Inputs[0]!);
            nodes.Remove(cast);
        }
        return rewriter.Of(graph with { Nodes = nodes });
    }

    private static bool IsDone(Node node, Rewriter rewriter) =>
        node is { Domain: "", OpType: "Cast" } && rewriter.OfOptional(node.Inputs[0]) is { Constant: not null, ElementType: ElementType.Float } && node.Attributes.Int("to", 0) == (long)ElementType.Float;

    private static void WidenAll(IDictionary<string, object> attributes, Rewriter rewriter)
    {
        foreach (var attribute in attributes.ToList())
        {
            if (attribute.Value is Graph inner)
                attributes[attribute.Key] = Widened(inner, rewriter);
            else if (attribute.Value is Graph[] many)
                attributes[attribute.Key] = Array.ConvertAll(many, each => Widened(each, rewriter));
            else if (TypeOf(attribute) is { } type && IsHalf(type))
                attributes[attribute.Key] = attribute.Value is TensorData data ? Widened(data) : (long)ElementType.Float;
        }
    }

    private static TensorData Widened(TensorData data)
    {
        var values = new float[data.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.ToUInt16(data.Bytes.Span.Slice(2 * i, 2));
            values[i] = data.ElementType == ElementType.Float16
                ? (float)BitConverter.UInt16BitsToHalf(bits)
                : BitConverter.Int32BitsToSingle(bits << 16);
        }
        return TensorData.Of<float>(values, [.. data.Shape]);
    }
}
