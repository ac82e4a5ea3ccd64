using System.Security.Cryptography;
using System.Text;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Architectures;

/// <summary>All parameters of a network as one vector θ [N]: optimisers, averages and checkpoints then know nothing of layers.</summary>
/// <param name="Parameters">The parameters in the order in which the architecture asked for them.</param>
public sealed record ParameterLayout(IReadOnlyList<Parameter> Parameters)
{
    /// <summary>N.</summary>
    public int Count => Parameters.Count == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].Count;

    /// <summary>Changes with every name, shape and order: a checkpoint of another network is recognised by it.</summary>
    public string Signature => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Parameters.Select(p => $"{p.Name} {string.Join('x', p.Shape)}")))))[..16];

    /// <summary>The layout of whatever parameters <paramref name="architecture"/> asks for.</summary>
    public static ParameterLayout Of(Action<GraphBuilder, IParameterSource> architecture)
    {
        var collector = new Collector();
        architecture(new GraphBuilder(), collector);
        return new ParameterLayout(collector.Parameters);
    }

    /// <summary>θ₀ [N]: each parameter drawn from its own stream, so that adding one does not change the others.</summary>
    public float[] Initial(long seed)
    {
        var values = new float[Count];
        foreach (var parameter in Parameters)
            new RandomStream(seed, "parameter " + parameter.Name)
                .Normal(values.AsSpan(parameter.Offset, parameter.Count), parameter.Initialiser.StandardDeviation);
        return values;
    }

    /// <summary>The parameters as constants with the values of <paramref name="theta"/> [N].</summary>
    public IParameterSource Fixed(GraphBuilder graph, float[] theta) => new Constants(graph, this, theta);

    /// <summary>The parameters as slices of the graph's vector <paramref name="theta"/> [N].</summary>
    internal Slices Sliced(GraphBuilder graph, Value theta) => new(graph, this, theta);

    private Parameter Find(string name, ReadOnlySpan<long> shape)
    {
        var parameter = Parameters.FirstOrDefault(p => p.Name == name)
            ?? throw new ArgumentException($"The layout has no parameter '{name}'.", nameof(name));
        return parameter.Shape.SequenceEqual(shape.ToArray())
            ? parameter
            : throw new ArgumentException($"Parameter '{name}' is {string.Join(" × ", parameter.Shape)}, not {string.Join(" × ", shape.ToArray())}.", nameof(shape));
    }

    private sealed class Collector : IParameterSource
    {
        public List<Parameter> Parameters { get; } = [];

        public Value Get(string name, Initialiser initialiser, params ReadOnlySpan<long> shape)
        {
            if (Parameters.Any(p => p.Name == name))
                throw new ArgumentException($"The architecture asks twice for a parameter '{name}'.", nameof(name));
            var offset = Parameters.Count == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].Count;
            Parameters.Add(new Parameter(name, shape.ToArray(), offset, initialiser));
            return GraphBuilder.Input(name, ElementType.Float, shape);
        }
    }

    private sealed class Constants(GraphBuilder graph, ParameterLayout layout, float[] theta) : IParameterSource
    {
        public Value Get(string name, Initialiser initialiser, params ReadOnlySpan<long> shape)
        {
            var parameter = layout.Find(name, shape);
            return graph.Constant(TensorData.Of<float>(theta.AsSpan(parameter.Offset, parameter.Count), shape), name);
        }
    }

    internal sealed class Slices(GraphBuilder graph, ParameterLayout layout, Value theta) : IParameterSource
    {
        /// <summary>The parameters asked for, by name.</summary>
        public Dictionary<string, Value> Values { get; } = new(StringComparer.Ordinal);

        public Value Get(string name, Initialiser initialiser, params ReadOnlySpan<long> shape)
        {
            var parameter = layout.Find(name, shape);
            var flat = graph.Slice(theta, 0, parameter.Offset, parameter.Offset + parameter.Count);
            return Values[name] = graph.Reshape(flat, shape);
        }
    }
}
