using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>Where a search gets ∂s(G(z))/∂z from.</summary>
public interface IScoreGradient
{
    /// <summary>s(G(z)) and its gradient [d] at <paramref name="point"/>.</summary>
    Task<ScoreGradient> AtAsync(Point point, CancellationToken cancellation);
}
