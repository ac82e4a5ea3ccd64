using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>Where graphs meet the engine: models compiled, constants turned into tensors, and the probe that the differentiator asks for.</summary>
public static class GraphRuntime
{
    // Bytes of one vector's run from which on a derivative returns its memory.
    private const long Large = 256 << 20;

    /// <summary>The model ready to run; derivatives with large tensors return their memory.</summary>
    /// <exception cref="RuntimeException">The engine refuses it.</exception>
    public static CompiledGraph Compile(Model model, ExecutionDevice? device = null, SharedWeights? weights = null)
    {
        if (Footprint.Of(model) is { } footprint && footprint.Fixed + footprint.PerVector > Large)
            device = (device ?? ExecutionDevice.Cpu) with { ReturnsMemory = true };
        return CompiledGraph.Load(OnnxFile.Write(model), device, weights);
    }

    /// <summary>Runs a model once on the CPU, as <see cref="GraphProbe"/> asks.</summary>
    public static IReadOnlyDictionary<string, TensorData> Probe(Model model, IReadOnlyDictionary<string, TensorData> inputs)
    {
        // One run does not repay optimising the graph, nor keeping its memory.
        using var graph = Compile(model, ExecutionDevice.Cpu with { Optimization = GraphOptimization.None, ReturnsMemory = true });
        var tensors = inputs.ToDictionary(input => input.Key, input => ToTensor(input.Value), StringComparer.Ordinal);
        try
        {
            var results = graph.Run(tensors);
            var data = results.ToDictionary(result => result.Key, result => ToData(result.Value), StringComparer.Ordinal);
            foreach (var result in results.Values)
                result.Dispose();
            return data;
        }
        finally
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
        }
    }

    /// <summary>A tensor with a constant's contents.</summary>
    public static Tensor ToTensor(TensorData data)
    {
        var tensor = Tensor.Allocate((Rhumb.Runtime.ElementType)(int)data.ElementType, [.. data.Shape]);
        data.Bytes.Span.CopyTo(tensor.AsBytes());
        return tensor;
    }

    /// <summary>A constant with a tensor's contents.</summary>
    public static TensorData ToData(Tensor tensor) =>
        new((Rhumb.Autodiff.Graphs.ElementType)(int)tensor.ElementType, tensor.Shape, tensor.AsBytes().ToArray());
}
