using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>
/// A pair that learns where the codes of an autoencoder lie (Achlioptas et al. 2018): a prior network z → c that begins at the identity, because codes of a variational autoencoder are
/// nearly N(0, I) already, and a discriminator of codes.
/// </summary>
/// <remarks>
/// <code>
/// prior          z [B, 64] → linear 256, leaky → linear 256, leaky → linear 256, leaky → linear 64, + z → c
/// discriminator  c [B, 64] → linear 256, leaky → linear 256, leaky → linear 256, leaky → linear 1
/// </code>
/// </remarks>
public sealed record LatentGan
{
    /// <summary>What the names of the prior network's parameters begin with.</summary>
    public const string Prior = "prior.";

    /// <summary>What the names of the discriminator's parameters begin with.</summary>
    public const string Discriminator = "discriminator.";

    /// <summary>Coordinates of z and of c.</summary>
    public int Code { get; init; } = 64;

    /// <summary>Width of the hidden layers.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Hidden layers of each network.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.2f;

    /// <summary>Codes c [B, c] of latents z [B, c].</summary>
    public Value Map(GraphBuilder g, IParameterSource parameters, Value z) =>
        g.Add(z, new Layers(g, parameters, Slope).Linear(Prior + "code", Hidden(g, parameters, Prior, z), Code, Initialiser.Scaled(Width, 0.1)));

    /// <summary>How real codes [B, c] look: logits [B, 1].</summary>
    public Value Discriminate(GraphBuilder g, IParameterSource parameters, Value code) =>
        new Layers(g, parameters, Slope).Linear(Discriminator + "score", Hidden(g, parameters, Discriminator, code), 1, Initialiser.Scaled(Width, 1));

    private Value Hidden(GraphBuilder g, IParameterSource parameters, string prefix, Value x)
    {
        var layers = new Layers(g, parameters, Slope);
        for (var i = 0; i < Depth; i++)
            x = layers.LeakyRelu(layers.Linear($"{prefix}linear{i}", x, Width));
        return x;
    }
}
