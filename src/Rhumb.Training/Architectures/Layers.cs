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

    /// <summary>3-D convolution of x [B, c, D, H, W] to o channels, with bias.</summary>
    public Value Convolution3D(string name, Value x, long outputs, long kernel, long stride, long pad)
    {
        var inputs = x.Extents[1];
        var weights = parameters.Get(name + ".weight", Initialiser.Kaiming(inputs * kernel * kernel * kernel, slope), outputs, inputs, kernel, kernel, kernel);
        var bias = parameters.Get(name + ".bias", Initialiser.Zeros, outputs);
        return Graph.Conv(x, weights, ConvolutionGeometry.Uniform(3, kernel, stride, pad), bias);
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
