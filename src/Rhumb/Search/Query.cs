using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Search;

/// <summary>What a searcher wants to know next: a closed union.</summary>
public abstract record Query
{
    private protected Query() { }
}

/// <summary>One slider: where on the line z ⊕ v R t is it best?</summary>
/// <param name="Line">One direction with its range, centred at the present point.</param>
/// <param name="Positions">The t ∈ [−1, 1] at which a scorer looks, 0 among them; a person may stop anywhere.</param>
public sealed record LineQuery(Subspace Line, IReadOnlyList<double> Positions) : Query;

/// <summary>Several sliders at once: where in z ⊕ Vᵀ(R∘t) is it best?</summary>
/// <param name="Slice">k directions with their ranges, centred at the present point.</param>
/// <param name="Positions">The t ∈ [−1, 1]^k at which a scorer looks, 0 among them; a person may stop anywhere.</param>
public sealed record SliceQuery(Subspace Slice, IReadOnlyList<IReadOnlyList<double>> Positions) : Query;

/// <summary>How good is each of these points?</summary>
/// <param name="Points">The points.</param>
public sealed record BatchQuery(IReadOnlyList<Point> Points) : Query;

/// <summary>In which direction does the score grow?</summary>
/// <param name="Point">Where.</param>
public sealed record GradientQuery(Point Point) : Query;

/// <summary>Along which directions does the output change most? Answered by the generator, not by the oracle.</summary>
/// <param name="Point">Where.</param>
/// <param name="Request">Rank, method and ranges.</param>
public sealed record SubspaceQuery(Point Point, SubspaceRequest Request) : Query;
