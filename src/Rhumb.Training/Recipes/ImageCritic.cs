using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Losses;

namespace Rhumb.Training.Recipes;

/// <summary>A trained classifier in whose layers an autoencoder compares images with what it makes of them. It is not the judge: what was trained against cannot judge.</summary>
/// <param name="Network">The classifier.</param>
/// <param name="Layout">Its parameters.</param>
/// <param name="Theta">Their values [N].</param>
public sealed record ImageCritic(ImageClassifier Network, ParameterLayout Layout, float[] Theta)
{
    /// <summary>A hash of the weights.</summary>
    internal string Identity => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Theta.AsSpan())));

    /// <summary><see cref="FeatureDistance"/> of two batches of images [B, C, H, W] in [−1, 1], and the logits [B, k] of the second.</summary>
    internal (Value Distance, Value Logits) Compare(GraphBuilder g, Value first, Value second)
    {
        var weights = new SharedParameters(Layout.Fixed(g, Theta));
        var (wanted, found) = (Network.Look(g, weights, first), Network.Look(g, weights, second));
        return (FeatureDistance.Mean(g, wanted, found), Network.Judge(g, weights, found[^1]));
    }
}
