using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

/// <summary>A generator that can evaluate the metric φ∘G itself, not only its Jacobian: what forward differences need.</summary>
public interface IMetricSampler
{
    /// <summary>
    /// φ(G(z)) [K, n] for each row z of <paramref name="latents"/> [K, d]; whatever φ depends on (sample points near the surface, say)
    /// is fixed at <paramref name="centre"/>.
    /// </summary>
    Task<RowMatrix> MetricAsync(Point centre, RowMatrix latents, CancellationToken cancellation);
}
