namespace Rhumb.Subspaces;

/// <summary>
/// What Next does: the centre always moves to the chosen point; the Jacobian is recomputed there only if a slider was moved by more than
/// <see cref="Threshold"/>, otherwise the next directions of the same Jacobian are drawn.
/// </summary>
/// <remarks>
/// This is the published listing. The published window kept the old centre for small moves, which throws fine adjustments away. Its
/// |t − 0.5| &lt; 0.05 on [0, 1] is |t| ≤ 0.1 here.
/// </remarks>
/// <param name="Threshold">In slider units, of [−1, 1].</param>
public sealed record NextRule(double Threshold = 0.1)
{
    /// <summary>Whether slider position <paramref name="t"/> [k] asks for a new Jacobian.</summary>
    public bool Recomputes(IReadOnlyList<double> t) => t.Any(place => Math.Abs(place) > Threshold);

    /// <summary>Whether every slider stands at the centre, so that Next means "another direction" rather than "go here".</summary>
    public static bool AtCentre(IReadOnlyList<double> t) => t.All(place => place == 0);
}
