using Rhumb.Runtime.Native;

namespace Rhumb.Runtime;

/// <summary>
/// A graph that ONNX Runtime has loaded on this machine. It may be run from many threads at once, and disposed while runs are in progress:
/// they end first. All graphs share one thread pool and one arena.
/// </summary>
public sealed class CompiledGraph : IGraphRunner
{
    private readonly OrtSession _session;
    private readonly TensorSpec[] _inputs;
    private readonly TensorSpec[] _outputs;
    private readonly int[] _everyOutput;

    private CompiledGraph(OrtSession session)
    {
        _session = session;
        (_inputs, _outputs) = session.ReadSpecs();
        _everyOutput = [.. Enumerable.Range(0, _outputs.Length)];
    }

    /// <summary>The number of threads that all graphs of this process share; <see langword="null"/> before the first is loaded.</summary>
    public static int? SharedThreads => OrtEnvironment.Threads is > 0 and var threads ? threads : null;

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Inputs => _inputs;

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Outputs => _outputs;

    /// <summary>
    /// Loads a graph from the bytes of an ONNX file, which are not needed afterwards. Errors: no native library, bytes that are not a whole
    /// model, an operator or provider that the library lacks, a shared weight that does not fit the initializer of its name.
    /// </summary>
    public static CompiledGraph Load(ReadOnlyMemory<byte> model, ExecutionDevice? device = null, SharedWeights? weights = null)
    {
        if (model.IsEmpty) throw new RuntimeException("The model is empty (0 bytes): fetch or export it again.");
        return Load(new ModelSource($"The model of {model.Length} bytes", Bytes: model), device, weights);
    }

    /// <summary>Loads a graph from an ONNX file; data beside it, where it has any, is found by its folder. Errors as above, and a file that is not there.</summary>
    public static CompiledGraph Load(string path, ExecutionDevice? device = null, SharedWeights? weights = null)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new RuntimeException($"The model {path} does not exist: check the path.");
        if (file.Length == 0) throw new RuntimeException($"The model {path} is empty (0 bytes): fetch or export it again.");
        return Load(new ModelSource($"The model {path}", Path: path), device, weights);
    }

    /// <summary>
    /// Runs the graph on the calling thread and the shared pool. Inputs are not copied. Every output is a new tensor, the caller's to dispose.
    /// Errors: an input is missing, unknown, or does not fit; a node fails; <see cref="OperationCanceledException"/> after cancelling, which
    /// takes effect between nodes.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation = default)
    {
        var values = new nint[_outputs.Length];
        Run(inputs, values, _everyOutput, cancellation);
        return RunOutputs.Adopt(_outputs, values);
    }

    /// <summary>
    /// As <see cref="Run(IReadOnlyDictionary{string, Tensor}, CancellationToken)"/>, but writes into the given tensors, which must have the
    /// shapes that the graph computes; outputs that are not named are not kept. No tensor may be both an input and an output: a step of
    /// training alternates between two sets of weights.
    /// </summary>
    public void Run(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor> outputs, CancellationToken cancellation = default)
    {
        var wanted = new int[outputs.Count];
        var values = new nint[outputs.Count];
        var tensors = new Tensor[outputs.Count];
        var next = 0;
        foreach (var (name, tensor) in outputs)
        {
            wanted[next] = RunTensors.IndexOf(_outputs, name, "output");
            RunTensors.Check(_outputs[wanted[next]], tensor, "output");
            foreach (var input in inputs.Values)
            {
                if (ReferenceEquals(input, tensor))
                    throw new RuntimeException($"The tensor given for output \"{name}\" is also an input: write into another tensor and swap the two.");
            }

            tensors[next++] = tensor;
        }

        using var held = new RunTensors(tensors);
        held.CopyTo(values);
        Run(inputs, values, wanted, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Tensor>> RunAsync(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation = default)
        => Task.Run(() => Run(inputs, cancellation), cancellation);

    /// <summary>Writes the profile that <see cref="ExecutionDevice.ProfilePrefix"/> asked for and returns its path.</summary>
    public string EndProfile() => _session.EndProfiling();

    /// <summary>Releases the graph once no run is in progress.</summary>
    public void Dispose() => _session.Dispose();

    private static CompiledGraph Load(ModelSource source, ExecutionDevice? device, SharedWeights? weights)
    {
        WeightBinding? binding = null;
        OrtSession? session = null;
        try
        {
            if (weights is not null) (source, binding) = source.Share(weights);
            session = OrtSession.Open(source, new SessionSettings(device ?? ExecutionDevice.Cpu), binding, out var error)
                ?? throw LoadErrors.Describe(source.Subject, error);
            var graph = new CompiledGraph(session);
            if (graph._outputs.GroupBy(output => output.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new RuntimeException($"{source.Subject} gives its output \"{twice.Key}\" twice: export it again.");
            return graph;
        }
        catch
        {
            if (session is null) binding?.Release();
            else session.Dispose();
            throw;
        }
    }

    private void Run(IReadOnlyDictionary<string, Tensor> inputs, nint[] outputs, int[] wanted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var held = new RunTensors(RunTensors.InOrder(_inputs, inputs));
        Span<nint> values = stackalloc nint[_inputs.Length];
        held.CopyTo(values);
        if (_session.Run(values, outputs, wanted, cancellation) is not { } error) return;
        cancellation.ThrowIfCancellationRequested();
        throw new RuntimeException($"The graph failed: {error.Message}.");
    }
}
