namespace Rhumb.Search.Gradient;

/// <summary>State of <see cref="GradientAscent"/>; immutable.</summary>
public sealed record GradientState : SearchState
{
    /// <summary>The unit direction of steepest ascent [d], tangent to the prior; null until known at the present centre.</summary>
    public IReadOnlyList<double>? Direction { get; init; }

    /// <summary>‖∂s/∂z‖ at the present centre, within the tangent space.</summary>
    public double GradientNorm { get; init; }

    /// <summary>The largest ‖∂s/∂z‖ met so far: what "small" is measured by.</summary>
    public double LargestNorm { get; init; }

    /// <summary>Longest step to try next, in latent units.</summary>
    public double Step { get; init; }
}
