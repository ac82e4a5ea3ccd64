namespace Rhumb.Runtime;

/// <summary>
/// Where and how graphs run. Immutable; vary it with <c>with</c>. The processor is always there as the last resort for nodes that
/// another provider lacks.
/// </summary>
public sealed record ExecutionDevice
{
    /// <summary>The processor, with every default.</summary>
    public static ExecutionDevice Cpu { get; } = new();

    /// <summary>The execution provider by its ONNX Runtime name, such as <c>CPU</c>, <c>CoreML</c>, <c>DML</c>, <c>OpenVINO</c>, <c>XNNPACK</c>.</summary>
    public string Provider { get; init; } = "CPU";

    /// <summary>The provider's own settings, by its names; none for the processor.</summary>
    public IReadOnlyDictionary<string, string> ProviderOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Threads of the pool that all graphs of this process share, the caller's included. The first graph loaded decides;
    /// <see langword="null"/>: what it is already, or <c>RHUMB_THREADS</c>, or the number of processors.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>How much the engine rewrites graphs while loading.</summary>
    public GraphOptimization Optimization { get; init; } = GraphOptimization.All;

    /// <summary>Whether kernels whose result may vary from run to run are avoided, even where they are faster.</summary>
    public bool Deterministic { get; init; }

    /// <summary>
    /// Whether the memory of a tensor goes back to the system when nothing reads it any more, in place of an arena that all graphs share and that keeps it for the
    /// next run: for graphs that run once, and for tensors of hundreds of megabytes, whose regions the arena can seldom use again.
    /// </summary>
    public bool ReturnsMemory { get; init; }

    /// <summary>
    /// Start of the path of a profile, time by node as Chrome trace JSON, to which the engine appends date and <c>.json</c>;
    /// <see langword="null"/> for none. <see cref="CompiledGraph.EndProfile"/> writes it. A graph with a profile has as many threads of its own.
    /// </summary>
    public string? ProfilePrefix { get; init; }
}
