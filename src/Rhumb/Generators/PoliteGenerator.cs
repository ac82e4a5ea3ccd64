using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

/// <summary>
/// A generator that serves people first: outputs are made at once, while Jacobians and visible changes, which are wanted in the
/// background, run in chunks of about 50 ms and begin no chunk while an output is being made.
/// </summary>
/// <param name="inner">The generator itself; owned by the caller.</param>
/// <param name="time">Measures the chunks.</param>
public sealed class PoliteGenerator(IGenerator inner, TimeProvider time) : IGenerator
{
    private readonly Lock _gate = new();
    private int _serving;
    private TaskCompletionSource? _quiet;

    /// <inheritdoc/>
    public GeneratorManifest Manifest => inner.Manifest;

    /// <inheritdoc/>
    public LatentSpace LatentSpace => inner.LatentSpace;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
    {
        lock (_gate)
            if (_serving++ == 0) _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return await inner.GenerateAsync(points, detail, cancellation);
        }
        finally
        {
            TaskCompletionSource? quiet = null;
            lock (_gate)
                if (--_serving == 0) (quiet, _quiet) = (_quiet, null);
            quiet?.SetResult();
        }
    }

    /// <inheritdoc/>
    public async Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation)
    {
        await QuietAsync(cancellation);
        return new PoliteOperator(await inner.LineariseAsync(point, cancellation), QuietAsync, time);
    }

    /// <inheritdoc/>
    public async Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation)
    {
        await QuietAsync(cancellation);
        return await inner.VisibleChangeAsync(from, to, cancellation);
    }

    /// <summary>Does nothing: the inner generator belongs to the caller.</summary>
    public void Dispose() { }

    /// <summary>Waits until no output is being made.</summary>
    private async Task QuietAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task? quiet;
            lock (_gate) quiet = _quiet?.Task;
            if (quiet is null) return;
            await quiet.WaitAsync(cancellation);
        }
    }
}
