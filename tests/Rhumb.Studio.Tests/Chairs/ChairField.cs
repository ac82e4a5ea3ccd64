using Rhumb.Generators.Shapes;

namespace Rhumb.Studio.Tests.Chairs;

/// <summary>The chair of one latent point.</summary>
internal sealed class ChairField(float[] z) : IImplicitField
{
    public Task EvaluateAsync(ReadOnlyMemory<float> points, Memory<float> values, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Span<Dual> latent = stackalloc Dual[Chair.Dimension];
        for (var i = 0; i < z.Length; i++) latent[i] = (double)z[i];
        var at = points.Span;
        var to = values.Span;
        for (var i = 0; i < to.Length; i++) to[i] = (float)Chair.Field(latent, at[3 * i], at[3 * i + 1], at[3 * i + 2]).Value;
        return Task.CompletedTask;
    }
}
