using System.Collections.Immutable;

namespace Rhumb.Subspaces;

/// <summary>Which directions of one Jacobian have been offered already: the memory of drawing without replacement.</summary>
/// <param name="Used">Their places in the spectrum.</param>
/// <param name="Tail">Directions [d] that were drawn from beyond the spectrum.</param>
/// <param name="Draws">Number of draws made so far under this seed; names the next draw's random stream.</param>
public sealed record DirectionPool(ImmutableHashSet<int> Used, ImmutableList<float[]> Tail, long Draws)
{
    /// <summary>Nothing drawn yet.</summary>
    public static DirectionPool Full { get; } = new([], [], 0);

    /// <summary>The pool for a new Jacobian: everything may be drawn again, the random stream goes on.</summary>
    public DirectionPool Refilled => new([], [], Draws);
}
