using Rhumb.Autodiff.Graphs;

namespace Rhumb.Benchmarks.Studies;

/// <summary>Multiply-adds of a graph's products (convolutions and matrix products) whose shapes are known; everything else counts nothing.</summary>
internal static class ProductCount
{
    public static double Of(Graph graph) => graph.Nodes.Sum(Of);

    private static double Of(Node node)
    {
        double Count(Value? value) => Shapes.Count(value!.Shape);
        return node.OpType switch
        {
            "Conv" => Count(node.Outputs[0]) * Count(node.Inputs[1]) / node.Inputs[1]!.Shape[0],
            "ConvTranspose" => Count(node.Inputs[0]) * Count(node.Inputs[1]) / node.Inputs[1]!.Shape[0],
            "MatMul" => Count(node.Outputs[0]) * node.Inputs[0]!.Shape[^1],
            "Gemm" => Count(node.Outputs[0]) * node.Inputs[0]!.Shape[node.Attributes.Flag("transA") ? 0 : 1],
            // Two operands: every label once.
            "Einsum" => node.Attributes.String("equation", "").Split("->")[0].Split(',').SelectMany((term, i) => term.Zip(node.Inputs[i]!.Shape))
                .DistinctBy(pair => pair.First).Aggregate(1.0, (product, pair) => product * pair.Second),
            _ => 0,
        };
    }
}
