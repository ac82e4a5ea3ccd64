using Rhumb.Autodiff.Graphs;
using static Rhumb.Autodiff.Passes.UpgradeForms;

namespace Rhumb.Autodiff.Passes;

/// <summary>Raises a model to a later operator set by rewriting what changed its meaning or its form on the way.</summary>
public static class Upgrade
{
    private delegate IReadOnlyList<Node> Row(Node node);

    // Operator, the operator set that changed it, how older nodes are rewritten. Rows of one operator in ascending order.
    private static readonly (string OpType, long Changed, Row Rewrite)[] Rows =
    [
        ("Clip", 11, node => AttributesToInputs(node, ("min", Scalar), ("max", Scalar))),
        ("Pad", 11, node => AttributesToInputs(node, ("pads", Ints), ("value", Scalar))),
        ("Slice", 10, node => AttributesToInputs(node, ("starts", Ints), ("ends", Ints), ("axes", Ints))),
        ("TopK", 10, node => AttributesToInputs(node, ("k", Vector))),
        ("Scatter", 11, node => [node with { OpType = "ScatterElements" }]),
        ("Dropout", 12, node => [node with { Inputs = [node.Inputs[0]], Attributes = Attributes.None }]),
        ("Softmax", 13, Flattened),
        ("LogSoftmax", 13, Flattened),
        ("Hardmax", 13, Flattened),
        ("Squeeze", 13, AxesToInput),
        ("Unsqueeze", 13, AxesToInput),
        ("ReduceSum", 13, AxesToInput),
        ("Split", 13, node => AttributesToInputs(node, ("split", Ints))),
        ("Split", 18, node => [node.Input(1) is not null ? node : node with { Attributes = node.Attributes.With(values => values["num_outputs"] = (long)node.Outputs.Count) }]),
        ("Upsample", 9, node => AttributesToInputs(node, ("scales", Numbers))),
        ("Upsample", 10, node => Resampled(node, "floor")),
        ("Resize", 11, Resize10),
        ("Resize", 13, node => [node with { Inputs = [.. node.Inputs.Select(value => value?.Constant is { Count: 0 } ? null : value)] }]),
        ("GridSample", 20, GridModes),
        .. new[] { "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare" }
            .Select(op => (op, 18L, (Row)AxesToInput)),
        ("BatchNormalization", 14, BatchNormalization),
        ("DFT", 20, node => [node with { Inputs = [node.Inputs[0], node.Input(1), Constant(node, "axis", TensorData.Of([node.Attributes.Int("axis", 1)]))], Attributes = node.Attributes.With(values => values.Remove("axis")) }]),
        ("GroupNormalization", 21, GroupNormalization),
    ];

    // Operators whose form changed up to set 7, by the last set that changed them: older forms (broadcasting by an axis, consumed inputs) are not read.
    private static readonly Dictionary<string, long> Early = new[]
    {
        (7L, "Acos Add And Asin Atan AveragePool BatchNormalization Cos Div Dropout Equal GRU Gemm Greater LSTM Less Mul Multinomial Or PRelu Pow RNN Sin Sub Tan Upsample Xor"),
        (6L, "Abs Cast Ceil Clip Elu Exp Floor HardSigmoid InstanceNormalization LeakyRelu Log Max Mean Min Neg Reciprocal Relu Selu Sigmoid Sqrt Sum Tanh Tile"),
        (5L, "Reshape"), (4L, "Concat"), (2L, "GlobalLpPool LpPool Pad Split"),
    }.SelectMany(group => group.Item2.Split(' '), (group, op) => (op, group.Item1)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The model at operator set <paramref name="opset"/> (or its own where that is later).</summary>
    /// <exception cref="GraphException">A node's form is older than can be rewritten.</exception>
    public static Model To(Model model, long opset)
    {
        if (model.Opset >= opset)
            return model;
        var opsets = new Dictionary<string, long>(model.Opsets, StringComparer.Ordinal) { [""] = opset };
        return model with { Graph = Rewritten(model.Graph, model.Opset, opset), Opsets = opsets };
    }

    private static Graph Rewritten(Graph graph, long from, long to) => graph with { Nodes = [.. graph.Nodes.SelectMany(node => Rewritten(node, from, to))] };

    /// <summary>One node in the form of operator set <paramref name="to"/>.</summary>
    internal static IReadOnlyList<Node> Rewritten(Node node, long from, long to)
    {
        if (node.Domain.Length > 0)
            return [node];
        if (from < 7 && Early.GetValueOrDefault(node.OpType) > from)
            throw new GraphException($"{node.Title} is in its form of operator set {from}, which is not supported; export the model with operator set 7 or later.");
        IReadOnlyList<Node> nodes = [node];
        foreach (var row in Rows.Where(row => from < row.Changed && row.Changed <= to))
            nodes = [.. nodes.SelectMany(each => each.OpType == row.OpType ? Malformed.Told(each, () => row.Rewrite(each)) : [each])];
        return [.. nodes.Select(each => each with
        {
            Attributes = each.Attributes.With(values =>
            {
                foreach (var (name, value) in values.ToList())
                {
                    if (value is Graph graph)
                        values[name] = Rewritten(graph, from, to);
                    else if (value is Graph[] graphs)
                        values[name] = Array.ConvertAll(graphs, inner => Rewritten(inner, from, to));
                }
            }),
        })];
    }
}
