using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Sessions;

/// <summary>A node of a session's tree: a committed point with the directions offered there and the sliders' place.</summary>
/// <param name="Id">Its number, in order of creation.</param>
/// <param name="Parent">Where undo leads; null at the first start.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Point">The committed point, shown while the sliders are at the centre.</param>
/// <param name="Jacobian">The node at whose point the Jacobian in use was taken; itself after a large move or a start.</param>
/// <param name="Step">Number of accepted moves since the start that it descends from.</param>
/// <param name="Offer">The sliders; null until they have been computed.</param>
/// <param name="Place">t [k] where the sliders were let go; zeros at the centre, empty without an offer.</param>
/// <param name="ArrivedBy">t [k] in the parent at which it was accepted; empty for other kinds.</param>
public sealed record SessionNode(
    int Id,
    int? Parent,
    SessionNodeKind Kind,
    Point Point,
    int Jacobian,
    int Step,
    Subspace? Offer,
    IReadOnlyList<double> Place,
    IReadOnlyList<double> ArrivedBy)
{
    /// <summary>Whether every slider stands at the centre, so that the committed point is what is shown.</summary>
    public bool AtCentre => NextRule.AtCentre(Place);

    /// <summary>The point shown: z ⊕ Vᵀ(R∘t) at the sliders' place.</summary>
    public Point Shown(LatentSpace space) => Offer is null || AtCentre ? Point : Offer.At(space, Place.ToArray());
}
