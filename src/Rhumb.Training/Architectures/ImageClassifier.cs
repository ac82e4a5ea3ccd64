using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>A small convolutional classifier of 28 × 28 grey images; its last hidden layer serves as features.</summary>
/// <remarks><code>x [B, 1, 28²] → conv 3²: 32, leaky → halve → conv 3²: 64, leaky → halve → conv 3²: 64, leaky → linear 96, leaky → features → linear k → logits</code></remarks>
public sealed record ImageClassifier
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Channels at 28², 14² and 7².</summary>
    public IReadOnlyList<int> Channels { get; init; } = [32, 64, 64];

    /// <summary>Width of the last hidden layer.</summary>
    public int Features { get; init; } = 96;

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.1f;

    /// <summary>Features [B, 96] and logits [B, k] of images x [B, 1, 28, 28] in [−1, 1].</summary>
    public (Value Features, Value Logits) Classify(GraphBuilder g, IParameterSource parameters, Value image)
    {
        var layers = new Layers(g, parameters, Slope);
        var h = layers.LeakyRelu(layers.Convolution("conv0", image, Channels[0], 3, 1, 1));
        h = layers.LeakyRelu(layers.Convolution("conv1", layers.Halved(h), Channels[1], 3, 1, 1));
        h = layers.LeakyRelu(layers.Convolution("conv2", layers.Halved(h), Channels[2], 3, 1, 1));
        var features = layers.LeakyRelu(layers.Linear("features", g.Reshape(h, -1, Channels[2] * 49), Features));
        return (features, layers.Linear("logits", features, Classes, Initialiser.Scaled(Features, 1)));
    }
}
