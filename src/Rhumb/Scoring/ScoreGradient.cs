namespace Rhumb.Scoring;

/// <summary>A score and its gradient.</summary>
/// <param name="Score">s(G(z)), or the smooth function that stands in for it where s is not differentiable.</param>
/// <param name="Gradient">∂s(G(z))/∂z [d].</param>
public sealed record ScoreGradient(double Score, float[] Gradient);
