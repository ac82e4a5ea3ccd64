using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>The layers that architectures are written with: operators together with their parameters.</summary>
/// <param name="graph">The graph that they are added to.</param>
/// <param name="parameters">Where weights come from.</param>
/// <param name="slope">Slope of the leaky rectifiers below 0.</param>
public sealed class Layers(GraphBuilder graph, IParameterSource parameters, float slope)
{
    /// <summary>The graph.</summary>
    public GraphBuilder Graph { get; } = graph;

    /// <summary>x [.., i] · W [i, o] + b [o]; W begins as Kaiming's unless told otherwise, b as zeros.</summary>
    public Value Linear(string name, Value x, long outputs, Initialiser? initialiser = null)
    {
        var inputs = x.Extents[^1];
        var weights = parameters.Get(name + ".weight", initialiser ?? Initialiser.Kaiming(inputs, slope), inputs, outputs);
        return Graph.Add(Graph.MatMul(x, weights), parameters.Get(name + ".bias", Initialiser.Zeros, outputs));
    }

    /// <summary>Convolution of x [B, c, …] to o channels in as many dimensions as x has, kernel, stride and padding alike on every axis, with bias; W begins as Kaiming's unless told otherwise.</summary>
    public Value Convolution(string name, Value x, long outputs, long kernel, long stride, long pad, Initialiser? initialiser = null)
    {
        var (inputs, dimensions) = (x.Extents[1], x.Rank - 2);
        long[] window = [.. Enumerable.Repeat(kernel, dimensions)];
        var fanIn = window.Aggregate(inputs, (product, length) => product * length);
        var weights = parameters.Get(name + ".weight", initialiser ?? Initialiser.Kaiming(fanIn, slope), [outputs, inputs, .. window]);
        var bias = parameters.Get(name + ".bias", Initialiser.Zeros, outputs);
        return Graph.Conv(x, weights, ConvolutionGeometry.Uniform(dimensions, kernel, stride, pad), bias);
    }

    /// <summary>y · E of one-hot classes y [B, k]: a vector [B, o] for each class, no bias.</summary>
    public Value Embedding(string name, Value oneHot, long outputs, Initialiser? initialiser = null) =>
        Graph.MatMul(oneHot, parameters.Get(name + ".weight", initialiser ?? new Initialiser(1), oneHot.Extents[^1], outputs));

    /// <summary>x ∘ (1 + γ) + β of maps x [B, c, H, W], with γ and β linear in the style s [B, k]: one scale and one shift a channel (Perez et al. 2018).</summary>
    public Value Styled(string name, Value x, Value style)
    {
        var channels = x.Extents[1];
        var modulation = Graph.Reshape(Linear(name + ".style", style, 2 * channels, Initialiser.Scaled(style.Extents[^1], 0.5)), -1, 2 * channels, 1, 1);
        var scale = Graph.Add(Graph.Slice(modulation, 1, 0, channels), Graph.Scalar(1));
        return Graph.Add(Graph.Mul(x, scale), Graph.Slice(modulation, 1, channels, 2 * channels));
    }

    /// <summary>[B, b²c, H, W] to [B, c, bH, bW]: b² maps become one of b times the size (Shi et al. 2016).</summary>
    public Value Enlarged(Value x, int block = 2)
    {
        var s = x.Extents;
        return Graph.Emit("DepthToSpace", [x], x.ElementType, [s[0], s[1] / (block * block), block * s[2], block * s[3]], new() { { "blocksize", block } });
    }

    /// <summary>[B, c, bH, bW] to [B, b²c, H, W]: no element is lost.</summary>
    public Value Folded(Value x, int block = 2)
    {
        var s = x.Extents;
        return Graph.Emit("SpaceToDepth", [x], x.ElementType, [s[0], block * block * s[1], s[2] / block, s[3] / block], new() { { "blocksize", block } });
    }

    /// <summary>[B, c, 2H, 2W] to [B, c, H, W]: means of four.</summary>
    public Value Halved(Value x)
    {
        var s = x.Extents;
        return Graph.Emit("AveragePool", [x], x.ElementType, [s[0], s[1], s[2] / 2, s[3] / 2], new() { { "kernel_shape", (long[])[2, 2] }, { "strides", (long[])[2, 2] } });
    }

    /// <summary>
    /// A layer modulated by a code (FiLM, Perez et al. 2018): (x W + b)(1 + γ) + β with γ, β linear in the code [B, c]. It is computed as
    /// x · W(1 + γ) + (b(1 + γ) + β): the brackets depend on the code alone, so that they cost nothing a point.
    /// </summary>
    public Value Modulated(string name, Value x, Value code, long outputs)
    {
        var (inputs, length) = (x.Extents[^1], code.Extents[^1]);
        var weights = parameters.Get(name + ".weight", Initialiser.Kaiming(inputs, slope), inputs, outputs);
        var bias = parameters.Get(name + ".bias", Initialiser.Zeros, outputs);
        var modulation = Linear(name + ".modulation", code, 2 * outputs, Initialiser.Scaled(length, 0.5));
        var scale = Graph.Add(Graph.Slice(modulation, 1, 0, outputs), Graph.Scalar(1));
        var shift = Graph.Slice(modulation, 1, outputs, 2 * outputs);
        long[] perShape = [code.Extents[0], 1, outputs];
        var scaled = Graph.Mul(weights, Graph.Reshape(scale, perShape));
        var offset = Graph.Reshape(Graph.Add(Graph.Mul(scale, bias), shift), perShape);
        return Graph.Add(Graph.MatMul(x, scaled), offset);
    }

    /// <summary>max(x, slope · x).</summary>
    public Value LeakyRelu(Value x) => Graph.LeakyRelu(x, slope);
}
