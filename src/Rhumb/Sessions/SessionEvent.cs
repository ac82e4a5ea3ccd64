using System.Text.Json.Serialization;
using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Sessions;

/// <summary>Something that happened in a session: a closed union, folded by <see cref="Session.Apply"/>, stored by <see cref="SessionJournal"/>.</summary>
/// <remarks>
/// Events hold results (points, directions, σ, ranges), not only seeds: signs and near-equal σ change with threads and versions, so
/// seeds explain a session but do not replay it.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(DirectionsOffered), "directionsOffered")]
[JsonDerivedType(typeof(SliderMoved), "sliderMoved")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(AnotherDirection), "anotherDirection")]
[JsonDerivedType(typeof(Undone), "undone")]
[JsonDerivedType(typeof(Visited), "visited")]
[JsonDerivedType(typeof(KeptAsBest), "keptAsBest")]
[JsonDerivedType(typeof(Starred), "starred")]
[JsonDerivedType(typeof(Unstarred), "unstarred")]
[JsonDerivedType(typeof(MoreSliders), "moreSliders")]
[JsonDerivedType(typeof(NewStart), "newStart")]
[JsonDerivedType(typeof(Renamed), "renamed")]
[JsonDerivedType(typeof(ConditionsChosen), "conditionsChosen")]
public abstract record SessionEvent
{
    private protected SessionEvent() { }
}

/// <summary>The session began at a point; node 0 is open there. Always the first event and never another.</summary>
/// <param name="Name">What the person calls the session.</param>
/// <param name="Generator">Name of the generator.</param>
/// <param name="ModelHash">Identity of its weights; null where the manifest has no hashes.</param>
/// <param name="Point">The start.</param>
/// <param name="Seed">Seed of the direction draws.</param>
public sealed record Started(string Name, string Generator, string? ModelHash, Point Point, long Seed) : SessionEvent;

/// <summary>Directions computed in the background arrived for a node. Sliders that the node had keep their place.</summary>
/// <param name="Node">The node that they are for.</param>
/// <param name="Offer">The directions, σ and ranges, centred at the node's point.</param>
public sealed record DirectionsOffered(int Node, Subspace Offer) : SessionEvent;

/// <summary>The person let a slider go: its place is recorded in the open node. Recentring is the place 0.</summary>
/// <param name="Node">The open node.</param>
/// <param name="Place">t ∈ [−1, 1]^k.</param>
public sealed record SliderMoved(int Node, IReadOnlyList<double> Place) : SessionEvent;

/// <summary>"Go here": the centre moved to the chosen point, a new node opened there.</summary>
/// <param name="Node">The node left.</param>
/// <param name="Child">The node opened.</param>
/// <param name="Place">t ∈ [−1, 1]^k at which the person accepted.</param>
/// <param name="Point">The chosen point, z ⊕ Vᵀ(R∘t).</param>
/// <param name="NewJacobian">Whether the move was large enough to recompute J.</param>
public sealed record Accepted(int Node, int Child, IReadOnlyList<double> Place, Point Point, bool NewJacobian) : SessionEvent;

/// <summary>The sliders stood at the centre: the same point with other directions of the same Jacobian, in a new node.</summary>
/// <param name="Node">The node left.</param>
/// <param name="Child">The node opened.</param>
public sealed record AnotherDirection(int Node, int Child) : SessionEvent;

/// <summary>A step back to the parent node. What was left stays in the tree.</summary>
/// <param name="Node">The node left.</param>
/// <param name="Parent">The node opened again.</param>
public sealed record Undone(int Node, int Parent) : SessionEvent;

/// <summary>A jump to any node of the tree, as by its thumbnail; also redo.</summary>
/// <param name="Node">The node opened.</param>
public sealed record Visited(int Node) : SessionEvent;

/// <summary>The shown point was pinned as the best so far.</summary>
/// <param name="Node">The open node.</param>
/// <param name="Point">The point shown, which the sliders may have moved away from the node's.</param>
public sealed record KeptAsBest(int Node, Point Point) : SessionEvent;

/// <summary>The shown point was starred, beside others.</summary>
/// <param name="Star">Id of the star.</param>
/// <param name="Node">The open node.</param>
/// <param name="Place">t [k] of its sliders.</param>
/// <param name="Point">The point shown.</param>
public sealed record Starred(int Star, int Node, IReadOnlyList<double> Place, Point Point) : SessionEvent;

/// <summary>A star was taken away.</summary>
/// <param name="Star">Its id.</param>
public sealed record Unstarred(int Star) : SessionEvent;

/// <summary>Another number of sliders is wanted from the open node on.</summary>
/// <param name="Count">1 to <see cref="Session.MaximumSliders"/>.</param>
public sealed record MoreSliders(int Count) : SessionEvent;

/// <summary>A new start in the same session; undo leads back to where the person was.</summary>
/// <param name="Child">The node opened.</param>
/// <param name="Point">The new start.</param>
public sealed record NewStart(int Child, Point Point) : SessionEvent;

/// <summary>Other conditions were chosen, as another class: the point shown, under them, in a new node. The node left keeps its sliders' place, so undo shows what was there.</summary>
/// <param name="Node">The node left.</param>
/// <param name="Child">The node opened.</param>
/// <param name="Point">The point shown in the node left, under the conditions chosen.</param>
public sealed record ConditionsChosen(int Node, int Child, Point Point) : SessionEvent;

/// <summary>The session got another name.</summary>
/// <param name="Name">The new name.</param>
public sealed record Renamed(string Name) : SessionEvent;
