using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Subspaces;

/// <summary>
/// Directions worth walking at a centre: the whole spectrum that was found there, or the few drawn from it that are offered as sliders.
/// A slider position t ∈ [−1, 1]^k shows z ⊕ Vᵀ(R∘t), where each end of a slider may have a half-range of its own.
/// </summary>
public sealed record Subspace
{
    /// <summary>The point z_c where the Jacobian was taken, or where the sliders now stand at t = 0.</summary>
    public required Point Centre { get; init; }

    /// <summary>V [k, d]: orthonormal latent directions, tangent to the prior at the Jacobian's centre.</summary>
    public required RowMatrix Directions { get; init; }

    /// <summary>σ [k]: how much the output changes for a small move along each.</summary>
    public required IReadOnlyList<double> SingularValues { get; init; }

    /// <summary>R [k]: half-range of each slider in latent units, where t ≥ 0.</summary>
    public required IReadOnlyList<double> Ranges { get; init; }

    /// <summary>R [k] where t &lt; 0; the same as <see cref="Ranges"/> unless set.</summary>
    public IReadOnlyList<double> LowerRanges { get => field ?? Ranges; init; }

    /// <summary>Place of each direction in the spectrum that it was drawn from; −1 for one drawn from the tail beyond the spectrum.</summary>
    public required IReadOnlyList<int> Indices { get; init; }

    /// <summary>How the spectrum was computed.</summary>
    public SubspaceMethod Method { get; init; }

    /// <summary>Rows sent through the network for the spectrum.</summary>
    public long Rows { get; init; }

    /// <summary>Relative residual of the spectrum, see <see cref="SingularVectors.Residual"/>; null where unknown.</summary>
    public double? Residual { get; init; }

    /// <summary>Time spent on the spectrum, seconds, as measured by the caller; 0 where it did not.</summary>
    public double Seconds { get; init; }

    /// <summary>Estimated Σ σ over the directions that the spectrum leaves out; 0 for a full spectrum.</summary>
    public double TailMass { get; init; }

    /// <summary>Number of independent directions that the spectrum leaves out.</summary>
    public int TailDimension { get; init; }

    /// <summary>k, the number of directions.</summary>
    public int Rank => Directions.Rows;

    /// <summary>z [d] at slider position <paramref name="t"/> [k]: z_c ⊕ Vᵀ(R∘t) on the prior of <paramref name="space"/>; t = 0 gives z_c exactly.</summary>
    /// <exception cref="ArgumentException">t has another length than k, or leaves [−1, 1].</exception>
    public float[] LatentAt(LatentSpace space, ReadOnlySpan<double> t)
    {
        if (t.Length != Rank) throw new ArgumentException($"The subspace has {Rank} sliders, the position has {t.Length}.", nameof(t));
        var displacement = new double[Directions.Columns];
        for (var i = 0; i < t.Length; i++)
        {
            if (!(Math.Abs(t[i]) <= 1)) throw new ArgumentException($"Slider {i} stands at {t[i]}; positions are within [-1, 1].", nameof(t));
            var direction = Directions.Row(i);
            var step = t[i] * (t[i] < 0 ? LowerRanges : Ranges)[i];
            for (var j = 0; j < displacement.Length; j++) displacement[j] += step * direction[j];
        }
        return space.Walk(space.Flatten(Centre), displacement);
    }

    /// <summary>The point at slider position <paramref name="t"/> [k]; conditions and noise are the centre's.</summary>
    public Point At(LatentSpace space, ReadOnlySpan<double> t) => space.WithLatent(Centre, LatentAt(space, t));

    /// <summary>The directions at <paramref name="places"/> of this subspace, in that order.</summary>
    public Subspace Select(IReadOnlyList<int> places)
    {
        var directions = new RowMatrix(places.Count, Directions.Columns);
        for (var i = 0; i < places.Count; i++) Directions.Row(places[i]).CopyTo(directions.Row(i));
        return this with
        {
            Directions = directions,
            SingularValues = [.. places.Select(place => SingularValues[place])],
            Ranges = [.. places.Select(place => Ranges[place])],
            LowerRanges = [.. places.Select(place => LowerRanges[place])],
            Indices = [.. places.Select(place => Indices[place])],
        };
    }

    /// <summary>The directions of this subspace and then those of <paramref name="other"/>, which stand at the same centre.</summary>
    internal Subspace Join(Subspace other) => this with
    {
        Directions = new RowMatrix(Rank + other.Rank, Directions.Columns, [.. Directions.Values, .. other.Directions.Values]),
        SingularValues = [.. SingularValues, .. other.SingularValues],
        Ranges = [.. Ranges, .. other.Ranges],
        LowerRanges = [.. LowerRanges, .. other.LowerRanges],
        Indices = [.. Indices, .. other.Indices],
    };
}
