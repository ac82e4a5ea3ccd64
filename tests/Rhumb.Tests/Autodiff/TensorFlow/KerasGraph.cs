using Rhumb.Autodiff.Graphs;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.TensorFlow;

/// <summary>
/// Writes graphs as tf2onnx does: values between nodes without types, the batch free as <c>unk__1</c>, pictures [N, H, W, C] with a Transpose round whatever wants
/// channels first, and every operator in the form of the operator set asked for.
/// </summary>
internal sealed class KerasGraph(long opset)
{
    private readonly List<Node> _nodes = [];
    // The forms are the same from 13 on, and so are the weights.
    private readonly RandomStream _random = new(17, "keras", Math.Min(opset, 13));

    public long Opset => opset;

    public Value Node(string op, Value?[] inputs, Attributes? attributes = null)
    {
        var output = new Value($"{op}__{_nodes.Count}:0", ElementType.Undefined, null);
        _nodes.Add(new Node(op, inputs, [output], attributes ?? Attributes.None, Name: $"{op}__{_nodes.Count}"));
        return output;
    }

    public static Value Input(string name, params Dim[] behind) => new(name, ElementType.Float, [Dim.Free("unk__1"), .. behind]);

    public Model Model(Value input, Value output, string name)
    {
        var result = new Value("output", ElementType.Float, null);
        _nodes.Add(new Node("Identity", [output], [result], Attributes.None));
        return global::Rhumb.Autodiff.Graphs.Model.Of(new Graph(name, [input], [result], _nodes), opset);
    }

    public Value Constant(TensorData data) => new($"const_{_random.Index(int.MaxValue)}_{_nodes.Count}", data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data);

    public Value Number(float value) => Constant(TensorData.Scalar(value));

    public Value Ints(params long[] values) => Constant(TensorData.Ints(values));

    /// <summary>A weight of the size of one over the root of what it sums over, about.</summary>
    public Value Weight(params long[] shape)
    {
        var values = new float[Shapes.Count(shape)];
        _random.Normal(values);
        var scale = 1.2 / Math.Sqrt(Math.Max(1, values.Length / shape.Max()));
        return Constant(TensorData.Of<float>(Array.ConvertAll(values, value => (float)(value * scale)), shape));
    }

    public Value Transpose(Value x, params int[] perm) => Node("Transpose", [x], new() { { "perm", perm } });

    public Value ChannelsFirst(Value x) => Transpose(x, 0, 3, 1, 2);

    public Value ChannelsLast(Value x) => Transpose(x, 0, 2, 3, 1);

    public Value Dense(Value x, int from, int to) => Node("Add", [Node("MatMul", [x, Weight(from, to)]), Weight(to)]);

    /// <summary>A batch normalisation that the converter folded: a product and a sum along the last axis.</summary>
    public Value Normalised(Value x, int channels) => Node("Add", [Node("Mul", [x, Weight(channels)]), Weight(channels)]);

    /// <summary>The shape of x as integers of 32 bits, one of them picked: how Keras reads a batch size.</summary>
    public Value Length(Value x, int axis)
    {
        var shape = Node("Cast", [Node("Shape", [x])], new() { { "to", (int)ElementType.Int32 } });
        return Squeeze(Slice(shape, [axis], [axis + 1], [0]), 0);
    }

    /// <summary>x with the batch that it has and the given axes behind: Shape, Cast, Slice, Squeeze, Unsqueeze, Concat, Cast, Reshape.</summary>
    public Value Reshape(Value x, params int[] behind)
    {
        Value One(Value length) => Unsqueeze(length, 0);
        Value[] lengths = [One(Length(x, 0)), .. behind.Select(length => (Value)Constant(TensorData.Of([length], 1)))];
        var shape = Node("Cast", [Node("Concat", [.. lengths], new() { { "axis", 0 } })], new() { { "to", (int)ElementType.Int64 } });
        return Node("Reshape", [x, shape]);
    }

    public Value Slice(Value x, long[] starts, long[] ends, long[] axes) => opset < 10
        ? Node("Slice", [x], new() { { "starts", starts }, { "ends", ends }, { "axes", axes } })
        : Node("Slice", [x, Ints(starts), Ints(ends), Ints(axes)]);

    public Value Squeeze(Value x, long axis) => opset < 13 ? Node("Squeeze", [x], new() { { "axes", (long[])[axis] } }) : Node("Squeeze", [x, Ints(axis)]);

    public Value Unsqueeze(Value x, long axis) => opset < 13 ? Node("Unsqueeze", [x], new() { { "axes", (long[])[axis] } }) : Node("Unsqueeze", [x, Ints(axis)]);

    public Value ReduceMean(Value x, long axis, bool keep) => Node("ReduceMean", [x], new() { { "axes", (long[])[axis] }, { "keepdims", keep } });

    public Value Clip(Value x, float low, float high) => opset < 11
        ? Node("Clip", [x], new() { { "min", low }, { "max", high } })
        : Node("Clip", [x, Number(low), Number(high)]);

    /// <summary>Zeros round height and width of [N, H, W, C].</summary>
    public Value Padded(Value x, int by)
    {
        long[] pads = [0, by, by, 0, 0, by, by, 0];
        return opset < 11 ? Node("Pad", [x], new() { { "pads", pads } }) : Node("Pad", [x, Ints(pads)]);
    }

    /// <summary>UpSampling2D by two of [N, H, W, C]: at half a pixel from set 11 on, where the form exists.</summary>
    public Value Doubled(Value x, string mode)
    {
        var (first, scales) = (ChannelsFirst(x), Constant(TensorData.Of<float>([1, 1, 2, 2], 4)));
        Attributes attributes = new() { { "mode", mode } };
        if (opset < 10)
            return ChannelsLast(Node("Upsample", [first, scales], attributes));
        if (opset == 10)
            return ChannelsLast(Node("Resize", [first, scales], attributes));
        attributes.Add("coordinate_transformation_mode", mode == "linear" ? "half_pixel" : opset < 13 ? "tf_half_pixel_for_nn" : "half_pixel");
        if (mode == "nearest")
            attributes.Add("nearest_mode", opset < 13 ? "floor" : "round_prefer_ceil");
        return ChannelsLast(Node("Resize", [first, opset < 13 ? Constant(TensorData.Of<float>([], 0)) : null, scales], attributes));
    }

    public Value Conv(Value x, Value kernel, Attributes attributes) => ChannelsLast(Node("Conv", [ChannelsFirst(x), kernel], attributes));
}
