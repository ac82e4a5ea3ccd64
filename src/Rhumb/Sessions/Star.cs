using Rhumb.Generators;

namespace Rhumb.Sessions;

/// <summary>A result that a person marked, to come back to or to export with others.</summary>
/// <param name="Id">Its id, never used again in the session.</param>
/// <param name="Node">The node that was open.</param>
/// <param name="Place">t [k] of the sliders there.</param>
/// <param name="Point">The point that was shown.</param>
public sealed record Star(int Id, int Node, IReadOnlyList<double> Place, Point Point);
