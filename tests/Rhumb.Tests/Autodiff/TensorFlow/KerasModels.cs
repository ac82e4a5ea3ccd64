using Rhumb.Autodiff.Graphs;

namespace Rhumb.Tests.Autodiff.TensorFlow;

/// <summary>Small Keras models as tf2onnx writes them: one latent in, one output, the batch free.</summary>
internal static class KerasModels
{
    public static IReadOnlyDictionary<string, Func<long, Model>> All { get; } = new Dictionary<string, Func<long, Model>>
    {
        ["DCGAN decoder"] = Dcgan,
        ["VAE decoder"] = Vae,
        ["text block"] = TextBlock,
    };

    // Dense, BatchNormalization, LeakyReLU, Reshape, Conv2DTranspose three times, tanh.
    private static Model Dcgan(long opset)
    {
        var g = new KerasGraph(opset);
        var z = KerasGraph.Input("z", 12);
        var x = Leaky(g, g.Normalised(g.Node("MatMul", [z, g.Weight(12, 2 * 2 * 6)]), 24));
        x = g.Reshape(x, 2, 2, 6);
        x = Leaky(g, g.Normalised(Widened(g, x, 6, 4, 4, given: true), 4));
        x = Leaky(g, g.Normalised(Widened(g, x, 4, 3, 8, given: opset < 10), 3));
        return g.Model(z, g.Node("Tanh", [Widened(g, x, 3, 1, 16, given: true)]), "dcgan");
    }

    private static Value Leaky(KerasGraph g, Value x) => g.Node("LeakyRelu", [x], new() { { "alpha", 0.3f } });

    // Conv2DTranspose(kernel 5, strides 2, padding same): to a given shape, or uncropped and cut by bounds that the graph works out.
    private static Value Widened(KerasGraph g, Value x, int from, int to, int length, bool given)
    {
        var first = g.ChannelsFirst(x);
        var kernel = g.Weight(from, to, 5, 5);
        if (given)
            return g.ChannelsLast(g.Node("ConvTranspose", [first, kernel], new() { { "strides", (int[])[2, 2] }, { "output_shape", (int[])[length, length] }, { "auto_pad", "SAME_UPPER" } }));
        var whole = g.Node("ConvTranspose", [first, kernel], new() { { "strides", (int[])[2, 2] }, { "kernel_shape", (int[])[5, 5] } });
        Value Spatial(Value shape) => g.Slice(shape, [2], [4], [0]);
        var wanted = g.Node("Mul", [Spatial(g.Node("Shape", [first])), g.Ints(2, 2)]);
        var extra = g.Node("Sub", [Spatial(g.Node("Shape", [whole])), wanted]);
        var start = g.Node("Div", [extra, g.Ints(2)]);
        return g.ChannelsLast(g.Node("Slice", [whole, start, g.Node("Add", [start, wanted]), g.Ints(2, 3)]));
    }

    // Dense, Reshape, UpSampling2D, ZeroPadding2D, Conv2D, DepthwiseConv2D dilated, swish, ReLU 6, sigmoid.
    private static Model Vae(long opset)
    {
        var g = new KerasGraph(opset);
        var z = KerasGraph.Input("z", 6);
        var x = g.Reshape(g.Node("Relu", [g.Dense(z, 6, 3 * 3 * 4)]), 3, 3, 4);
        x = g.Conv(g.Padded(g.Doubled(x, "nearest"), 1), g.Weight(5, 4, 3, 3), new() { { "kernel_shape", (int[])[3, 3] }, { "auto_pad", "VALID" } });
        x = g.Normalised(x, 5);
        x = g.Node("Mul", [x, g.Node("Sigmoid", [x])]);
        x = g.Conv(x, g.Weight(5, 1, 3, 3), new() { { "group", 5 }, { "pads", (int[])[2, 2, 2, 2] }, { "dilations", (int[])[2, 2] } });
        x = g.Clip(g.Node("Add", [x, g.Weight(5)]), 0, 6);
        x = g.Conv(g.Doubled(x, "linear"), g.Weight(2, 5, 3, 3), new() { { "auto_pad", "SAME_UPPER" }, { "strides", (int[])[2, 2] } });
        // A channel taken out and put back, as tf.squeeze and tf.expand_dims do.
        var one = g.Unsqueeze(g.Squeeze(g.Slice(x, [1], [2], [3]), 3), -1 + (opset < 11 ? 4 : 0));
        x = g.Node("Add", [x, one]);
        return g.Model(z, g.Node("Sigmoid", [x]), "vae");
    }

    // Position embeddings, LayerNormalization, masked attention of two heads, LayerNormalization, Dense with GELU, mean over tokens.
    private static Model TextBlock(long opset)
    {
        const int tokens = 4, width = 6;
        var g = new KerasGraph(opset);
        var z = KerasGraph.Input("z", tokens, width);
        var x = g.Node("Add", [z, Positions(g, z, tokens, width)]);
        x = g.Node("Add", [x, Attention(g, Layered(g, x, width), tokens, width)]);
        var inner = g.Dense(Layered(g, x, width), width, 8);
        var bell = g.Node("Add", [g.Node("Erf", [g.Node("Div", [inner, g.Number(MathF.Sqrt(2))])]), g.Number(1)]);
        inner = g.Node("Mul", [g.Node("Mul", [inner, bell]), g.Number(0.5f)]);
        x = g.Node("Add", [x, g.Dense(inner, 8, width)]);
        return g.Model(z, g.Node("Softmax", [g.Dense(g.ReduceMean(x, 1, keep: false), width, 5)], new() { { "axis", opset < 13 ? 1 : -1 } }), "text");
    }

    // Embedding(range(length)) repeated for every sample of the batch.
    private static Value Positions(KerasGraph g, Value z, int tokens, int width)
    {
        Value at = g.Ints(0, 1, 2, 3);
        if (g.Opset >= 11)
            at = g.Node("Cast", [g.Node("Range", [g.Constant(TensorData.Of([0])), g.Length(z, 1), g.Constant(TensorData.Of([1]))])], new() { { "to", (int)ElementType.Int64 } });
        var row = g.Unsqueeze(g.Node("Gather", [g.Weight(tokens + 2, width), at], new() { { "axis", 0 } }), 0);
        var batch = g.Node("Cast", [g.Unsqueeze(g.Length(z, 0), 0)], new() { { "to", (int)ElementType.Int64 } });
        return g.Node("Tile", [row, g.Node("Concat", [batch, g.Ints(1, 1)], new() { { "axis", 0 } })]);
    }

    // Written out: mean, squared difference, 1/√(variance + ε) as Reciprocal of Sqrt, scale and offset folded as tf.nn.batch_normalization does.
    private static Value Layered(KerasGraph g, Value x, int width)
    {
        var mean = g.ReduceMean(x, 2, keep: true);
        var difference = g.Node("Sub", [x, mean]);
        var variance = g.ReduceMean(g.Node("Mul", [difference, difference]), 2, keep: true);
        var scale = g.Node("Mul", [g.Node("Reciprocal", [g.Node("Sqrt", [g.Node("Add", [variance, g.Number(1e-3f)])])]), g.Weight(width)]);
        return g.Node("Add", [g.Node("Mul", [x, scale]), g.Node("Sub", [g.Weight(width), g.Node("Mul", [mean, scale])])]);
    }

    private static Value Attention(KerasGraph g, Value x, int tokens, int width)
    {
        const int heads = 2;
        Value Heads(Value y) => g.Transpose(g.Reshape(y, tokens, heads, width / heads), 0, 2, 1, 3);
        var (query, key, value) = (Heads(g.Dense(x, width, width)), Heads(g.Dense(x, width, width)), Heads(g.Dense(x, width, width)));
        var scores = g.Node("Mul", [g.Node("MatMul", [query, g.Transpose(key, 0, 1, 3, 2)]), g.Number(1 / MathF.Sqrt(width / heads))]);
        // (1 − mask) · −10⁹ of a causal mask of truth values.
        var mask = g.Constant(TensorData.Of<bool>([.. from i in Enumerable.Range(0, tokens) from j in Enumerable.Range(0, tokens) select j <= i], 1, 1, tokens, tokens));
        var hidden = g.Node("Mul", [g.Node("Sub", [g.Number(1), g.Node("Cast", [mask], new() { { "to", (int)ElementType.Float } })]), g.Number(-1e9f)]);
        var weights = g.Node("Softmax", [g.Node("Add", [scores, hidden])], new() { { "axis", g.Opset < 13 ? 3 : -1 } });
        return g.Dense(g.Reshape(g.Transpose(g.Node("MatMul", [weights, value]), 0, 2, 1, 3), tokens, width), width, width);
    }
}
