using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Subspaces;

/// <summary>Directions without a Jacobian: uniform on the unit sphere of the prior's tangent space, orthonormalised. The unbiased baseline.</summary>
public static class RandomSubspace
{
    /// <summary><paramref name="rank"/> random directions at <paramref name="centre"/>, σ = 1 each, every range <paramref name="range"/> capped by the prior.</summary>
    /// <exception cref="RhumbException">The point has fewer directions.</exception>
    public static Subspace At(LatentSpace space, Point centre, int rank, double range, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        var z = space.Flatten(centre);
        var tangent = space.TangentDimension(z);
        if (rank > tangent) throw new RhumbException($"{rank} directions were asked for, but this point has only {tangent}; ask for fewer.");
        var basis = Array.Empty<double[]>();
        while (basis.Length < rank)   // repeats only if random vectors were dependent
        {
            var rows = new double[rank][];
            for (var i = 0; i < rank; i++)
            {
                rows[i] = new double[z.Length];
                for (var j = 0; j < z.Length; j++) rows[i][j] = random.Normal();
                rows[i] = space.ProjectToTangent(z, rows[i]);
            }
            basis = OrthonormalBasis.Of(rows);
        }
        var directions = Rows.ToSingle(basis, z.Length);
        return new Subspace
        {
            Centre = centre,
            Directions = directions,
            SingularValues = [.. Enumerable.Repeat(1.0, rank)],
            Ranges = [.. Enumerable.Range(0, rank).Select(i => Math.Min(range, space.MaximumRange(z, directions.Row(i))))],
            Indices = [.. Enumerable.Range(0, rank)],
            Method = SubspaceMethod.Random,
            TailDimension = tangent - rank,
            TailMass = tangent - rank,
        };
    }
}
