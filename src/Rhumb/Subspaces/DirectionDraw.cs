namespace Rhumb.Subspaces;

/// <summary>The result of a draw.</summary>
/// <param name="Offered">The drawn directions [k, d], at the spectrum's centre.</param>
/// <param name="Pool">What is left for the next draw.</param>
public sealed record DirectionDraw(Subspace Offered, DirectionPool Pool);
