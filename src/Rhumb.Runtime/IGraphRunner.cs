namespace Rhumb.Runtime;

/// <summary>
/// Runs one graph on named tensors. This is all that callers see: <see cref="CompiledGraph"/> runs it on this machine, and a remote one
/// can take its place. A runner may be called from many threads at once.
/// </summary>
public interface IGraphRunner : IDisposable
{
    /// <summary>The inputs that every run needs, in the graph's order.</summary>
    IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>The outputs that every run gives, in the graph's order.</summary>
    IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>
    /// Runs the graph away from the calling thread. The inputs must stay undisposed until the task has ended; the results are the caller's
    /// to dispose. Errors: <see cref="RuntimeException"/> where an input is missing or does not fit;
    /// <see cref="OperationCanceledException"/> after cancelling, which takes effect between the graph's nodes.
    /// </summary>
    Task<IReadOnlyDictionary<string, Tensor>> RunAsync(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation = default);
}
