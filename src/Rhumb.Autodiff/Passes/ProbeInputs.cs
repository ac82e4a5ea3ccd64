using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Stand-in inputs for a run that only asks for shapes: small varied numbers, zeros for indices.</summary>
internal static class ProbeInputs
{
    // Inputs of generators are latents and pictures; more than this is a damaged shape.
    private const long LargestInput = 1 << 26;

    public static Dictionary<string, TensorData> For(Graph graph) => graph.Inputs.ToDictionary(input => input.Name, Of, StringComparer.Ordinal);

    private static TensorData Of(Value input)
    {
        var count = Shapes.Count(input.Shape);
        if (count > LargestInput)
            throw new GraphException($"Input {input} has more than {LargestInput} elements; choose shorter axes, or export the model with them.");
        return input.ElementType switch
        {
            ElementType.Float => TensorData.Of<float>([.. Numbers(count).Select(x => (float)x)], input.Shape),
            ElementType.Double => TensorData.Of<double>([.. Numbers(count)], input.Shape),
            _ => new TensorData(input.ElementType, input.Shape, new byte[count * input.ElementType.Size()]),
        };
    }

    // A golden-ratio sequence in (−0.5, 0.5).
    private static IEnumerable<double> Numbers(long count)
    {
        for (var i = 1L; i <= count; i++)
            yield return (i * 0.6180339887498949 % 1) - 0.5;
    }
}
