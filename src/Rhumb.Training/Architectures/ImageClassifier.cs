using System.Text.Json.Serialization;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>A small convolutional classifier of images, by one attribute or by several at once; its last hidden layer serves as features.</summary>
/// <remarks>
/// <code>
/// x [B, 1, 28²] → conv 3²: 32, leaky → halve → conv 3²: 64, leaky → halve → conv 3²: 64, leaky → linear 96, leaky → features → linear k → logits
/// </code>
/// The logits of several attributes stand side by side. Properties that such a classifier does not use are left out of its JSON, by which checkpoints know what they belong to.
/// </remarks>
public sealed record ImageClassifier
{
    /// <summary>Number of classes, or of the values of all attributes together.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Channels of the convolutions, between which the size halves.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [32, 64, 64];

    /// <summary>Width of the last hidden layer.</summary>
    public int Features { get; init; } = 96;

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.1f;

    /// <summary>Number of values of each attribute, <see cref="Classes"/> together; null for one attribute.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Heads { get; init; }

    /// <summary>Size of the images; null for <see cref="ImageShape.Small"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageShape? Image { get; init; }

    /// <summary>Side of the blocks of pixels that are folded into channels first; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Fold { get; init; }

    /// <summary>Features [B, f] and logits [B, k] of images x [B, C, H, W] in [−1, 1].</summary>
    public (Value Features, Value Logits) Classify(GraphBuilder g, IParameterSource parameters, Value image)
    {
        var features = Look(g, parameters, image)[^1];
        return (features, Judge(g, parameters, features));
    }

    /// <summary>Logits [B, k] of features [B, f].</summary>
    public Value Judge(GraphBuilder g, IParameterSource parameters, Value features) =>
        new Layers(g, parameters, Slope).Linear("logits", features, Classes, Initialiser.Scaled(Features, 1));

    /// <summary>What every layer makes of images x [B, C, H, W] in [−1, 1]: the maps [B, c, h, w] of the convolutions, and last the features [B, f].</summary>
    public IReadOnlyList<Value> Look(GraphBuilder g, IParameterSource parameters, Value image)
    {
        var layers = new Layers(g, parameters, Slope);
        var seen = new List<Value>();
        var h = Fold > 1 ? layers.Folded(image, Fold) : image;
        for (var i = 0; i < Channels.Count; i++)
            seen.Add(h = layers.LeakyRelu(layers.Convolution($"conv{i}", i == 0 ? h : layers.Halved(h), Channels[i], 3, 1, 1)));
        var shape = h.Extents;
        return [.. seen, layers.LeakyRelu(layers.Linear("features", g.Reshape(h, -1, shape[1] * shape[2] * shape[3]), Features))];
    }
}
