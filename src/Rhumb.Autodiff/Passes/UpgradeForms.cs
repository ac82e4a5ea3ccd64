using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>How a node in an older form is written in the form of a later operator set.</summary>
internal static class UpgradeForms
{
    public static IReadOnlyList<Node> AxesToInput(Node node) => AttributesToInputs(node, ("axes", Ints));

    public static TensorData? Ints(Attributes attributes, string name) => attributes.Ints(name) is { } ints ? TensorData.Ints(ints) : null;

    public static TensorData? Numbers(Attributes attributes, string name) => attributes.Floats(name) is { } numbers ? TensorData.Of<float>(numbers, numbers.Length) : null;

    public static TensorData? Vector(Attributes attributes, string name) => TensorData.Ints(attributes.Int(name, 0));

    public static TensorData? Scalar(Attributes attributes, string name) => attributes.Has(name) ? TensorData.Scalar(attributes.Float(name, 0)) : null;

    public static Value Constant(Node node, string name, TensorData data) =>
        new($"{node.Outputs.OfType<Value>().First().Name}_{name}", data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data);

    // Each named attribute becomes the next input; absent ones at the end are left out.
    public static IReadOnlyList<Node> AttributesToInputs(Node node, params ReadOnlySpan<(string Name, Func<Attributes, string, TensorData?> Read)> moved)
    {
        var inputs = new List<Value?> { node.Inputs[0] };
        var names = new List<string>();
        foreach (var (name, read) in moved)
        {
            names.Add(name);
            inputs.Add(read(node.Attributes, name) is { } data ? Constant(node, name, data) : null);
        }
        while (inputs[^1] is null)
            inputs.RemoveAt(inputs.Count - 1);
        return [node with { Inputs = inputs, Attributes = node.Attributes.With(values => names.ForEach(name => values.Remove(name))) }];
    }

    // Until 10 coordinates were divided by the scale and, in mode nearest, cut off where an axis grows and raised where it shrinks.
    public static IReadOnlyList<Node> Resize10(Node node)
    {
        if (node.Attributes.Has("coordinate_transformation_mode"))
            return [node];
        if (node.Attributes.String("mode", "nearest") != "nearest")
            return Resampled(node, "floor");
        var scales = node.Inputs[1]!.Constant?.ToDoubles() ?? throw new GraphException(
            $"{node.Title} of operator set 10 computes its scales, and its rounding depends on them; export the model with operator set 11 or later.");
        if (scales.Any(scale => scale < 1) && scales.Any(scale => scale > 1))
            throw new GraphException($"{node.Title} of operator set 10 grows on one axis and shrinks on another; export the model with operator set 11 or later.");
        return Resampled(node, scales.Any(scale => scale < 1) ? "ceil" : "floor");
    }

    public static IReadOnlyList<Node> Resampled(Node node, string rounding) => [node with
    {
        OpType = "Resize",
        Inputs = [node.Inputs[0], null, node.Inputs[1]],
        Attributes = node.Attributes.With(values => (values["coordinate_transformation_mode"], values["nearest_mode"]) = ("asymmetric", rounding)),
    }];

    public static IReadOnlyList<Node> GridModes(Node node) => [node with
    {
        Attributes = node.Attributes.With(values => values["mode"] = node.Attributes.String("mode", "bilinear") switch { "bilinear" => "linear", "bicubic" => "cubic", var mode => mode }),
    }];

    // Before 13 the axes from `axis` on were flattened into one; that is the same for the last axis.
    public static IReadOnlyList<Node> Flattened(Node node)
    {
        var (x, y, axis) = (node.Inputs[0]!, node.Outputs[0]!, node.Attributes.Int("axis", 1));
        var last = node.Attributes.With(values => values["axis"] = -1L);
        if (axis == -1 || (x.Dims is { } dims && axis == dims.Count - 1))
            return [node with { Attributes = last }];
        var (flat, soft, shape) = (Between(node, "flat", y.ElementType), Between(node, "soft", y.ElementType), Between(node, "shape", ElementType.Int64));
        return
        [
            new Node("Flatten", [x], [flat], new() { { "axis", axis } }),
            node with { Inputs = [flat], Outputs = [soft], Attributes = last },
            new Node("Shape", [x], [shape], Attributes.None),
            new Node("Reshape", [soft, shape], [y], Attributes.None),
        ];
    }

    private static Value Between(Node node, string name, ElementType type) => new($"{node.Outputs.OfType<Value>().First().Name}_{name}", type, null);

    public static IReadOnlyList<Node> BatchNormalization(Node node)
    {
        if (!node.Attributes.Flag("spatial", true))
            throw new GraphException($"{node.Title} keeps statistics for every place (spatial = 0), which later operator sets lack; export the model with operator set 9 or later.");
        if (node.Outputs.Skip(1).Any(output => output is not null))
            throw new GraphException($"{node.Title} is in its training form of an operator set before 14, which takes the batch's own statistics; export the model for inference (model.eval()).");
        return [node with { Outputs = [node.Outputs[0]], Attributes = node.Attributes.With(values => values.Remove("spatial")) }];
    }

    // Until 20 scale and bias had one element a group: each is repeated for the channels of its group.
    public static IReadOnlyList<Node> GroupNormalization(Node node)
    {
        var groups = node.Attributes.Int("num_groups", 1);
        var (shape, channels, each) = (Between(node, "shape", ElementType.Int64), Between(node, "channels", ElementType.Int64), Between(node, "each", ElementType.Int64));
        List<Node> nodes =
        [
            new Node("Shape", [node.Inputs[0]], [shape], new() { { "start", 1 }, { "end", 2 } }),
            new Node("Div", [shape, Constant(node, "groups", TensorData.Ints(groups))], [channels], Attributes.None),
            new Node("Concat", [Constant(node, "one", TensorData.Ints(groups)), channels], [each], new() { { "axis", 0 } }),
        ];
        var inputs = node.Inputs.ToArray();
        for (var i = 1; i < inputs.Length; i++)
        {
            var (column, wide, flat) = (Between(node, $"column_{i}", ElementType.Undefined), Between(node, $"wide_{i}", ElementType.Undefined), Between(node, $"flat_{i}", ElementType.Undefined));
            nodes.Add(new Node("Unsqueeze", [inputs[i], Constant(node, "axis", TensorData.Ints(1))], [column], Attributes.None));
            nodes.Add(new Node("Expand", [column, each], [wide], Attributes.None));
            nodes.Add(new Node("Reshape", [wide, Constant(node, "all", TensorData.Ints(-1))], [flat], Attributes.None));
            inputs[i] = flat;
        }
        return [.. nodes, node with { Inputs = inputs }];
    }
}
