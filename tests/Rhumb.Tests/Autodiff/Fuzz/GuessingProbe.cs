using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>Answers for a runtime from what the file claims, and guesses the rest: damaged models never meet the real one.</summary>
internal static class GuessingProbe
{
    private const long Most = 1 << 20;

    public static IReadOnlyDictionary<string, TensorData> Run(Model model, IReadOnlyDictionary<string, TensorData> inputs)
    {
        var makers = new Dictionary<Value, Node>();
        foreach (var node in model.Graph.Nodes)
            foreach (var output in node.Outputs.OfType<Value>())
                makers[output] = node;
        var answers = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var output in model.Graph.Outputs)
            answers[output.Name] = makers.GetValueOrDefault(output) switch
            {
                { OpType: "Shape" } node => TensorData.Ints(ShapeOf(node.Input(0))),
                // No element of the value itself, flattened: its type is asked for.
                { OpType: "Slice" } node when makers.GetValueOrDefault(node.Input(0)!) is { OpType: "Reshape" } flat => Zeros(flat.Input(0), [0]),
                var node => Zeros(node?.Input(0) ?? output, ShapeOf(output)),
            };
        return answers;
    }

    private static long[] ShapeOf(Value? value)
    {
        long[] shape = [.. value?.Dims?.Select(dim => dim.Size ?? 2) ?? [2, 3]];
        return Shapes.Count(shape) <= Most ? shape : throw new GraphException($"The runtime would refuse a tensor of shape {Shapes.Text(shape)}.");
    }

    private static TensorData Zeros(Value? value, long[] shape)
    {
        var type = value?.ElementType is { } known && known.Size() > 0 ? known : shape is [0] ? ElementType.Float : ElementType.Int64;
        return new TensorData(type, shape, new byte[Shapes.Count(shape) * type.Size()]);
    }
}
