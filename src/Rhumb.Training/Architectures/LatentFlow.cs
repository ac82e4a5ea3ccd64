using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>
/// A flow that carries N(0, I) to where the codes of an autoencoder lie (Lipman et al. 2023; Liu, Gong and Liu 2023): a network tells the velocity v(c, t, y) of a code on its way from
/// noise at t = 0 to data at t = 1, and the generator follows it in a few steps of the midpoint rule.
/// </summary>
/// <remarks>
/// <code>
/// way       t → sin and cos of π 2ᵏ t, k &lt; 3 → linear w, + y E, SiLU → s
/// velocity  c [B, d] → linear w → depth × (h + linear w(SiLU(linear w(h) + s S))) → SiLU → linear d → v [B, d]
/// </code>
/// </remarks>
public sealed record LatentFlow
{
    private const int Octaves = 3;

    /// <summary>Coordinates d of z and of codes.</summary>
    public int Code { get; init; } = 64;

    /// <summary>Number k of classes that a code is asked for; 0 for none.</summary>
    public int Classes { get; init; }

    /// <summary>Width w of the hidden layers.</summary>
    public int Width { get; init; } = 384;

    /// <summary>Number of residual blocks.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Steps from noise to code; each asks for the velocity twice.</summary>
    public int Steps { get; init; } = 6;

    /// <summary>v [B, d] at codes [B, d], times t [B, 1] or [1, 1] and one-hot classes y [B, k], null where there are none.</summary>
    public Value Velocity(GraphBuilder g, IParameterSource parameters, Value code, Value time, Value? label)
    {
        var layers = new Layers(g, parameters, slope: 1);
        var s = layers.Linear("way", Waves(g, time), Width);
        if (label is not null)
            s = g.Add(s, layers.Embedding("class", label, Width));
        s = Silu(g, s);
        var h = layers.Linear("in", code, Width);
        for (var i = 0; i < Depth; i++)
        {
            var inner = g.Add(layers.Linear($"block{i}.first", h, Width), layers.Linear($"block{i}.way", s, Width));
            h = g.Add(h, layers.Linear($"block{i}.second", Silu(g, inner), Width, Initialiser.Scaled(Width, 0.5)));
        }
        return layers.Linear("out", Silu(g, h), Code, Initialiser.Scaled(Width, 0.5));
    }

    /// <summary>Codes [B, d] that latents z [B, d] are carried to, as classes y [B, k], null where there are none.</summary>
    public Value Map(GraphBuilder g, IParameterSource parameters, Value z, Value? label)
    {
        var shared = new SharedParameters(parameters);
        var (code, step) = (new Term(g, z), 1.0 / Steps);
        for (var i = 0; i < Steps; i++)
        {
            var middle = code + (0.5 * step) * At(code, i * step);
            code += step * At(middle, (i + 0.5) * step);
        }
        return code;

        Term At(Term c, double time) => new(g, Velocity(g, shared, c, g.Filled(time, ElementType.Float, 1, 1), label));
    }

    private static Value Waves(GraphBuilder g, Value time)
    {
        var angles = Enumerable.Range(0, Octaves).Select(k => g.Mul(time, g.Scalar(Math.PI * (1 << k)))).ToArray();
        return g.Concat(1, [.. angles.Select(g.Sin), .. angles.Select(g.Cos)]);
    }

    private static Value Silu(GraphBuilder g, Value x) => g.Mul(x, g.Sigmoid(x));
}
