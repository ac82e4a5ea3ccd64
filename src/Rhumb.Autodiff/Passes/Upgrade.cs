using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>Raises a model to a later operator set by rewriting what changed its meaning or its form on the way.</summary>
public static class Upgrade
{
    private delegate Node Row(Node node, long to);

    // Operator, the operator set that changed it, how older nodes are rewritten. Rows of one operator in ascending order.
    private static readonly (string OpType, long Changed, Row Rewrite)[] Rows =
    [
        ("Clip", 11, (node, _) => AttributesToInputs(node, ("min", Scalar), ("max", Scalar))),
        ("Pad", 11, (node, _) => AttributesToInputs(node, ("pads", Ints), ("value", Scalar))),
        ("Slice", 10, (node, _) => AttributesToInputs(node, ("starts", Ints), ("ends", Ints), ("axes", Ints))),
        ("Dropout", 12, (node, _) => node with { Inputs = [node.Inputs[0]], Attributes = Attributes.None }),
        ("Softmax", 13, SoftmaxAxis),
        ("LogSoftmax", 13, SoftmaxAxis),
        ("Squeeze", 13, AxesToInput),
        ("Unsqueeze", 13, AxesToInput),
        ("ReduceSum", 13, AxesToInput),
        ("Split", 13, (node, _) => AttributesToInputs(node, ("split", Ints))),
        ("Split", 18, (node, _) => node.Input(1) is not null ? node : node with { Attributes = node.Attributes.With(values => values["num_outputs"] = (long)node.Outputs.Count) }),
        ("Upsample", 9, (node, _) => AttributesToInputs(node, ("scales", Numbers))),
        ("Upsample", 10, (node, _) => Resampled(node, "floor")),
        ("Resize", 11, Resize10),
        ("Resize", 13, (node, _) => node with { Inputs = [.. node.Inputs.Select(value => value?.Constant is { Count: 0 } ? null : value)] }),
        ("GridSample", 20, GridModes),
        .. new[] { "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare" }
            .Select(op => (op, 18L, (Row)AxesToInput)),
        ("BatchNormalization", 14, (node, _) => node with { Outputs = [node.Outputs[0]], Attributes = node.Attributes.With(values => values.Remove("spatial")) }),
    ];

    // Operators whose form changed before the sets above and has no row here yet, by the first set that is right as it is.
    private static readonly Dictionary<string, long> TooOld = new(StringComparer.Ordinal)
    {
        ["TopK"] = 11, ["Scatter"] = long.MaxValue, ["Add"] = 7, ["Sub"] = 7, ["Mul"] = 7, ["Div"] = 7, ["Gemm"] = 7,
    };

    /// <summary>The model at operator set <paramref name="opset"/> (or its own where that is later).</summary>
    /// <exception cref="GraphException">A node's form is older than can be rewritten.</exception>
    public static Model To(Model model, long opset)
    {
        if (model.Opset >= opset)
            return model;
        if (model.Opset < 7)
            throw new GraphException($"The model uses operator set {model.Opset}; 7 is the oldest supported. Export it again with a later one.");
        var opsets = new Dictionary<string, long>(model.Opsets, StringComparer.Ordinal) { [""] = opset };
        return model with { Graph = Rewritten(model.Graph, model.Opset, opset), Opsets = opsets };
    }

    private static Graph Rewritten(Graph graph, long from, long to) => graph with { Nodes = [.. graph.Nodes.Select(node => Rewritten(node, from, to))] };

    private static Node Rewritten(Node node, long from, long to)
    {
        if (node.Domain.Length > 0)
            return node;
        if (TooOld.TryGetValue(node.OpType, out var first) && from < first)
            throw new GraphException($"{node.Title} is in its form of operator set {from}, which is not supported; export the model with operator set {Math.Max(17, first == long.MaxValue ? 17 : first)}.");
        foreach (var (_, _, rewrite) in Rows.Where(row => row.OpType == node.OpType && from < row.Changed && row.Changed <= to))
            node = rewrite(node, to);
        return node with
        {
            Attributes = node.Attributes.With(values =>
            {
                foreach (var (name, value) in values.ToList())
                {
                    if (value is Graph graph)
                        values[name] = Rewritten(graph, from, to);
                    else if (value is Graph[] graphs)
                        values[name] = Array.ConvertAll(graphs, each => Rewritten(each, from, to));
                }
            }),
        };
    }

    private static Node AxesToInput(Node node, long to) => AttributesToInputs(node, ("axes", Ints));

    private static TensorData? Ints(Attributes attributes, string name) => attributes.Ints(name) is { } ints ? TensorData.Ints(ints) : null;

    private static TensorData? Numbers(Attributes attributes, string name) => attributes.Floats(name) is { } numbers ? TensorData.Of<float>(numbers, numbers.Length) : null;

    private static TensorData? Scalar(Attributes attributes, string name) => attributes.Has(name) ? TensorData.Scalar(attributes.Float(name, 0)) : null;

    // Each named attribute becomes the next input; absent ones at the end are left out.
    private static Node AttributesToInputs(Node node, params ReadOnlySpan<(string Name, Func<Attributes, string, TensorData?> Read)> moved)
    {
        var inputs = new List<Value?> { node.Inputs[0] };
        var names = new List<string>();
        foreach (var (name, read) in moved)
        {
            names.Add(name);
            var data = read(node.Attributes, name);
            inputs.Add(data is null ? null : new Value($"{node.Outputs[0]!.Name}_{name}", data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
        }
        while (inputs[^1] is null)
            inputs.RemoveAt(inputs.Count - 1);
        return node with { Inputs = inputs, Attributes = node.Attributes.With(values => names.ForEach(name => values.Remove(name))) };
    }

    // Until 10 coordinates were divided by the scale and, in mode nearest, cut off where an axis grows and raised where it shrinks.
    private static Node Resize10(Node node, long to)
    {
        if (node.Attributes.Has("coordinate_transformation_mode"))
            return node;
        if (node.Attributes.String("mode", "nearest") != "nearest")
            return Resampled(node, "floor");
        var scales = node.Inputs[1]!.Constant?.ToDoubles() ?? throw new GraphException(
            $"{node.Title} of operator set 10 computes its scales, and its rounding depends on them; export the model with operator set 11 or later.");
        if (scales.Any(scale => scale < 1) && scales.Any(scale => scale > 1))
            throw new GraphException($"{node.Title} of operator set 10 grows on one axis and shrinks on another; export the model with operator set 11 or later.");
        return Resampled(node, scales.Any(scale => scale < 1) ? "ceil" : "floor");
    }

    private static Node Resampled(Node node, string rounding) => node with
    {
        OpType = "Resize",
        Inputs = [node.Inputs[0], null, node.Inputs[1]],
        Attributes = node.Attributes.With(values => (values["coordinate_transformation_mode"], values["nearest_mode"]) = ("asymmetric", rounding)),
    };

    private static Node GridModes(Node node, long to) => node with
    {
        Attributes = node.Attributes.With(values => values["mode"] = node.Attributes.String("mode", "bilinear") switch { "bilinear" => "linear", "bicubic" => "cubic", var mode => mode }),
    };

    // Before 13 the axes from `axis` on were flattened into one; that is the same only for the last axis.
    private static Node SoftmaxAxis(Node node, long to)
    {
        var axis = node.Attributes.Int("axis", 1);
        if (axis != -1 && !(node.Inputs[0]!.Dims is { } dims && axis == dims.Count - 1))
            throw new GraphException($"{node.Title} flattens several axes, as before operator set 13; export the model with operator set 13 or later.");
        return node with { Attributes = node.Attributes.With(values => values["axis"] = -1L) };
    }
}
