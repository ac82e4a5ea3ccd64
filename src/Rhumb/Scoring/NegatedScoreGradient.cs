using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>The gradient of −s, for minimising by ascent.</summary>
/// <param name="gradient">The gradient of s; disposed with this.</param>
public sealed class NegatedScoreGradient(IScoreGradient gradient) : IScoreGradient, IDisposable
{
    /// <inheritdoc/>
    public async Task<ScoreGradient> AtAsync(Point point, CancellationToken cancellation)
    {
        var at = await gradient.AtAsync(point, cancellation);
        return new ScoreGradient(-at.Score, Array.ConvertAll(at.Gradient, value => -value));
    }

    /// <inheritdoc/>
    public void Dispose() => (gradient as IDisposable)?.Dispose();
}
