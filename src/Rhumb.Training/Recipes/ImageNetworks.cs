using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;

namespace Rhumb.Training.Recipes;

/// <summary>The trained image networks as ONNX models of their own.</summary>
internal static class ImageNetworks
{
    /// <summary>Generator: <c>z</c> [B, d] and one-hot <c>label</c> [B, k] to <c>image</c> [B, 1, 28, 28] in [−1, 1]; B free.</summary>
    public static Model Generator(ConditionalImageGan network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("g_");
        var z = new Value("z", ElementType.Float, [Dim.Free("batch"), network.Latent]);
        var label = new Value("label", ElementType.Float, [Dim.Free("batch"), network.Classes]);
        var image = network.Generate(g, layout.Fixed(g, theta), z, label);
        return Finished("generator", g, [z, label], ("image", image, [1, ConditionalImageGan.Size, ConditionalImageGan.Size]));
    }

    /// <summary>Decoder: <c>code</c> [B, c] to <c>image</c> [B, C, H, W] in [−1, 1]; B free.</summary>
    public static Model Decoder(ImageAutoencoder network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("d_");
        var code = new Value("code", ElementType.Float, [Dim.Free("batch"), network.Code]);
        var image = network.Decode(g, layout.Fixed(g, theta), code);
        return Finished("decoder", g, [code], ("image", image, [network.Image.Channels, network.Image.Height, network.Image.Width]));
    }

    /// <summary>Encoder: <c>image</c> [B, C, H, W] in [−1, 1] to <c>mean</c> and <c>log_variance</c> [B, c]; B free.</summary>
    public static Model Encoder(ImageAutoencoder network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("e_");
        var image = Image(network.Image);
        var (mean, logVariance) = network.Encode(g, layout.Fixed(g, theta), image);
        return Finished("encoder", g, [image], ("mean", mean, [network.Code]), ("log_variance", logVariance, [network.Code]));
    }

    /// <summary>Prior network: <c>z</c> [B, d], and one-hot <c>label</c> [B, k] where there are classes, to <c>code</c> [B, d]; B free.</summary>
    public static Model Prior(LatentFlow network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("p_");
        var z = new Value("z", ElementType.Float, [Dim.Free("batch"), network.Code]);
        var label = network.Classes == 0 ? null : new Value("label", ElementType.Float, [Dim.Free("batch"), network.Classes]);
        return Finished("prior", g, label is null ? [z] : [z, label], ("code", network.Map(g, layout.Fixed(g, theta), z, label), [network.Code]));
    }

    /// <summary>Classifier: <c>image</c> [B, C, H, W] in [−1, 1] to <c>logits</c> [B, k] and <c>features</c> [B, f]; B free.</summary>
    public static Model Classifier(ImageClassifier network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("c_");
        var image = Image(network.Image ?? ImageShape.Small);
        var (features, logits) = network.Classify(g, layout.Fixed(g, theta), image);
        return Finished("classifier", g, [image], ("logits", logits, [network.Classes]), ("features", features, [network.Features]));
    }

    private static Value Image(ImageShape shape) => new("image", ElementType.Float, [Dim.Free("batch"), shape.Channels, shape.Height, shape.Width]);

    /// <summary>The graph <paramref name="g"/> as a model with its outputs named; B free.</summary>
    internal static Model Finished(string name, GraphBuilder g, IReadOnlyList<Value> inputs, params ReadOnlySpan<(string Name, Value Value, long[] Lengths)> outputs)
    {
        var named = new List<Value>();
        foreach (var (output, value, lengths) in outputs)
        {
            named.Add(new Value(output, value.ElementType, [Dim.Free("batch"), .. lengths.Select(length => (Dim)length)]));
            g.Add(new Node("Identity", [value], [named[^1]], Attributes.None));
        }
        return Model.Of(g.Build(name, inputs, named), GraphBuilder.MinimumOpset);
    }
}
