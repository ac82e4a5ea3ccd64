using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Subspaces;

/// <summary>
/// Draws the directions to offer: index i with probability ∝ σ_i + floor · σ₁, without replacement while the Jacobian stays, the pool
/// refilled when fewer than k remain.
/// </summary>
/// <remarks>
/// Drawing by σ weights directions by visible change and keeps every one reachable. A truncated spectrum would make the directions
/// beyond it unreachable, so the tail takes part as one more item, of weight <see cref="Subspace.TailMass"/> (an upper estimate of its
/// Σ σ from ‖J‖_F, by Cauchy–Schwarz, and at most σ_k a direction) plus its floors; when it is drawn, the direction is uniform on the
/// unit sphere of the tangent space orthogonal to the spectrum and to the tail directions drawn before. Hence the walk stays ergodic.
/// </remarks>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Floor">Least weight of a direction, relative to σ₁.</param>
public sealed record DirectionSampler(long Seed, double Floor = SingularVectors.NoiseFloor)
{
    /// <summary>Draws <paramref name="count"/> directions.</summary>
    /// <param name="space">The latent space; needed for directions from the tail.</param>
    /// <param name="spectrum">What was found at the Jacobian's centre.</param>
    /// <param name="pool">What was drawn already.</param>
    /// <param name="count">k ≥ 1.</param>
    /// <exception cref="RhumbException">The point has fewer than k directions.</exception>
    public DirectionDraw Draw(LatentSpace space, Subspace spectrum, DirectionPool pool, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var total = spectrum.Rank + spectrum.TailDimension;
        if (total < count) throw new RhumbException($"{count} sliders were asked for, but this point has only {total} directions; ask for fewer.");
        if (total - pool.Used.Count - pool.Tail.Count < count) pool = pool.Refilled;
        var random = new RandomStream(Seed, "directions", pool.Draws);
        pool = pool with { Draws = pool.Draws + 1 };
        var rows = new List<float[]>();
        var (values, ranges, lower, indices) = (new List<double>(), new List<double>(), new List<double>(), new List<int>());
        while (rows.Count < count)
        {
            var place = random.Weighted(Weights(spectrum, pool));
            if (place < spectrum.Rank)
            {
                pool = pool with { Used = pool.Used.Add(place) };
                rows.Add(spectrum.Directions.Row(place).ToArray());
                values.Add(spectrum.SingularValues[place]);
                ranges.Add(spectrum.Ranges[place]);
                lower.Add(spectrum.LowerRanges[place]);
                indices.Add(spectrum.Indices[place]);
                continue;
            }
            var tail = TailDirection(space, spectrum, pool, random);
            pool = pool with { Tail = pool.Tail.Add(tail) };
            rows.Add(tail);
            values.Add(spectrum.TailMass / spectrum.TailDimension);
            var cap = space.MaximumRange(space.Flatten(spectrum.Centre), tail);
            ranges.Add(Math.Min(spectrum.Ranges.DefaultIfEmpty(double.PositiveInfinity).Max(), cap));
            lower.Add(Math.Min(spectrum.LowerRanges.DefaultIfEmpty(double.PositiveInfinity).Max(), cap));
            indices.Add(-1);
        }
        var offered = spectrum with
        {
            Directions = new RowMatrix(count, spectrum.Directions.Columns, [.. rows.SelectMany(row => row)]),
            SingularValues = values,
            Ranges = ranges,
            LowerRanges = lower,
            Indices = indices,
        };
        return new DirectionDraw(offered, pool);
    }

    private double[] Weights(Subspace spectrum, DirectionPool pool)
    {
        var weights = new double[spectrum.Rank + 1];
        var floor = Floor * spectrum.SingularValues.DefaultIfEmpty(0).Max();
        if (floor == 0) floor = 1;   // a flat function has no preferred direction
        for (var i = 0; i < spectrum.Rank; i++)
            weights[i] = pool.Used.Contains(i) ? 0 : spectrum.SingularValues[i] + floor;
        var left = spectrum.TailDimension - pool.Tail.Count;
        if (left > 0) weights[^1] = left * (spectrum.TailMass / spectrum.TailDimension + floor);
        return weights;
    }

    private static float[] TailDirection(LatentSpace space, Subspace spectrum, DirectionPool pool, RandomStream random)
    {
        var z = space.Flatten(spectrum.Centre);
        var direction = new double[z.Length];
        while (true)
        {
            for (var j = 0; j < direction.Length; j++) direction[j] = random.Normal();
            for (var pass = 0; pass < 2; pass++)   // twice is enough
            {
                direction = space.ProjectToTangent(z, direction);
                for (var i = 0; i < spectrum.Rank; i++) Remove(direction, spectrum.Directions.Row(i));
                foreach (var drawn in pool.Tail) Remove(direction, drawn);
            }
            var norm = Math.Sqrt(direction.Sum(value => value * value));
            if (norm > 1e-3) return Array.ConvertAll(direction, value => (float)(value / norm));
        }
    }

    private static void Remove(double[] vector, ReadOnlySpan<float> unit)
    {
        var dot = 0.0;
        for (var i = 0; i < vector.Length; i++) dot += vector[i] * unit[i];
        for (var i = 0; i < vector.Length; i++) vector[i] -= dot * unit[i];
    }
}
