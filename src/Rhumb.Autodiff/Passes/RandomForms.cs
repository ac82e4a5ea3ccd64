using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>Writes random nodes as nodes that read numbers drawn beforehand.</summary>
/// <param name="seed">Seed of the numbers; each node has a stream of its own.</param>
/// <param name="repeats">Whether tensors may be longer than for one point, so that numbers are repeated.</param>
internal sealed class RandomForms(ulong seed, bool repeats)
{
    private readonly GraphBuilder _g = new("frozen_");
    private ulong _index;

    public IReadOnlyList<Node> Nodes => _g.Nodes;

    public void Add(Node node) => _g.Add(node);

    /// <summary>Adds what <paramref name="node"/> becomes; <paramref name="read"/> is the shape of its first operand for one point, <paramref name="made"/> what it then makes.</summary>
    public void Freeze(Node node, long[] read, Specialise.Fact made)
    {
        var stream = new RandomNodes.Stream(seed ^ (0x9E3779B97F4A7C15UL * ++_index));
        switch (node.OpType)
        {
            case "Bernoulli":
                Bernoulli(node, Numbers(stream.Uniform, made.Shape, node.Inputs[0]), made.ElementType);
                break;
            case "Multinomial":
                // Gumbel noise for each row, draw and class.
                long[] shape = [read[0], node.Attributes.Int("sample_size", 1), read[1]];
                Multinomial(node, Numbers(() => -Math.Log(-Math.Log(stream.Uniform() + double.Epsilon)), shape, node.Inputs[0], axes: 1), made.ElementType);
                break;
            case "Dropout":
                Dropout(node, Numbers(stream.Uniform, made.Shape, node.Inputs[0]), made.ElementType);
                break;
            default:
                var draw = RandomNodes.Draw(node)!;
                Write("Identity", node.Outputs[0]!, [Numbers(() => draw(stream), made.Shape, node.Input(0), type: made.ElementType)]);
                break;
        }
    }

    // 1 where u < p.
    private void Bernoulli(Node node, Value u, ElementType type) => Write("Cast", node.Outputs[0]!, [Made("Less", [u, Single(node.Inputs[0]!)])], To(type));

    // argmax_c (logit_c + Gumbel noise) has the distribution softmax(logits) (Gumbel 1954).
    private void Multinomial(Node node, Value gumbel, ElementType type)
    {
        var logits = Made("Unsqueeze", [Single(node.Inputs[0]!), _g.Ints(1)]);
        var chosen = Made("ArgMax", [Made("Add", [logits, gumbel])], new() { { "axis", 2 }, { "keepdims", 0 } });
        Write("Cast", node.Outputs[0]!, [chosen], To(type));
    }

    // x / (1 − ratio) where u ≥ ratio, and 0 elsewhere; x where the node is told not to train.
    private void Dropout(Node node, Value u, ElementType type)
    {
        var ratio = node.Input(1) is { } given ? Single(given) : _g.Scalar(0.5);
        var (keep, share) = (Made("GreaterOrEqual", [u, ratio]), Made("Sub", [_g.Scalar(1), ratio]));
        if (node.Inputs[2] is { Constant: null } training)
            (keep, share) = (Made("Or", [keep, Made("Not", [training])]), Made("Where", [training, share, _g.Scalar(1)]));
        var scaled = Made("Div", [node.Inputs[0]!, Made("Cast", [share], To(type))]);
        Write("Where", node.Outputs[0]!, [keep, scaled, Made("Cast", [_g.Scalar(0)], To(type))]);
        if (node.Outputs.Count > 1 && node.Outputs[1] is { } mask)
            Write("Identity", mask, [keep]);
    }

    /// <summary>Numbers of a shape for one point, repeated as often as the first <paramref name="axes"/> axes of <paramref name="like"/> are longer (all where null).</summary>
    private Value Numbers(Func<double> draw, long[] shape, Value? like, int? axes = null, ElementType type = ElementType.Float)
    {
        var values = new double[Shapes.Count(shape)];
        for (var i = 0; i < values.Length; i++)
            values[i] = draw();
        var data = type == ElementType.Double ? TensorData.Of<double>(values, shape) : TensorData.Of<float>(Array.ConvertAll(values, value => (float)value), shape);
        var numbers = _g.Constant(data, _g.Fresh("numbers"));
        var leading = axes ?? shape.Length;
        if (like is null || !repeats || leading == 0)
            return numbers;
        var lengths = Made("Shape", [like], new() { { "start", 0 }, { "end", leading } });
        var times = Made("Div", [lengths, _g.Ints([.. shape[..leading].Select(length => Math.Max(1, length))])]);
        if (leading < shape.Length)
            times = Made("Concat", [times, _g.Ints([.. Enumerable.Repeat(1L, shape.Length - leading)])], new() { { "axis", 0 } });
        return Made("Tile", [numbers, times]);
    }

    private Value Single(Value value) => value.ElementType == ElementType.Float ? value : Made("Cast", [value], To(ElementType.Float));

    // Nothing is claimed of types and shapes: they are those of any batch.
    private Value Made(string op, IReadOnlyList<Value?> inputs, Attributes? attributes = null)
    {
        var output = new Value(_g.Fresh(op), ElementType.Undefined, null);
        Write(op, output, inputs, attributes);
        return output;
    }

    private void Write(string op, Value output, IReadOnlyList<Value?> inputs, Attributes? attributes = null) => _g.Add(new Node(op, inputs, [output], attributes ?? Attributes.None));

    private static Attributes To(ElementType type) => new() { { "to", (long)type } };
}
