using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Subspaces;

/// <summary>Finds the directions at a point along which a small move of z changes the output most.</summary>
public static class SubspaceFinder
{
    /// <summary>Up to this d, auto takes the exact Gram matrix.</summary>
    private const int ExactUpTo = 256;

    /// <summary>Directions that auto's block iteration asks for where the caller does not say.</summary>
    private const int DefaultBlockRank = 12;

    /// <summary>The spectrum of J = ∂(φ∘G)/∂z at <paramref name="point"/>, its directions tangent to the prior, with ranges.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="point">The centre.</param>
    /// <param name="request">Rank, method and ranges.</param>
    /// <param name="cancellation">Cancels between blocks.</param>
    /// <exception cref="RhumbException">The method does not fit the generator.</exception>
    public static async Task<Subspace> FindAsync(IGenerator generator, Point point, SubspaceRequest request, CancellationToken cancellation = default)
    {
        var space = generator.LatentSpace;
        var z = space.Flatten(point);
        var tangent = space.TangentDimension(z);
        if (request.Rank is <= 0) throw new RhumbException($"The rank must be at least 1, not {request.Rank}.");
        var method = request.Method != SubspaceMethod.Auto ? request.Method
            : space.Dimension <= ExactUpTo ? SubspaceMethod.Exact : SubspaceMethod.Block;
        var rank = Math.Min(request.Rank ?? (method == SubspaceMethod.Block ? DefaultBlockRank : tangent), tangent);
        if (method == SubspaceMethod.Random)
        {
            var random = RandomSubspace.At(space, point, rank, double.PositiveInfinity, new RandomStream(request.Seed, "random directions"));
            return await request.Ranges.ApplyAsync(generator, random, cancellation);
        }
        var (found, rows) = await EstimateAsync(generator, point, z, method, rank, request, cancellation);
        var (directions, values) = Tangential(space, z, found, rank);
        var tailDimension = tangent - directions.Rows;
        var subspace = new Subspace
        {
            Centre = point,
            Directions = directions,
            SingularValues = values,
            Ranges = new double[directions.Rows],
            Indices = [.. Enumerable.Range(0, directions.Rows)],
            Method = method,
            Rows = rows,
            Residual = found.Residual,
            TailDimension = tailDimension,
            TailMass = TailMass(found.Energy, values, tailDimension),
        };
        return await request.Ranges.ApplyAsync(generator, subspace, cancellation);
    }

    private static async Task<(SingularVectors Found, long Rows)> EstimateAsync(
        IGenerator generator, Point point, float[] z, SubspaceMethod method, int rank, SubspaceRequest request, CancellationToken cancellation)
    {
        var linear = method == SubspaceMethod.Differences
            ? await ForwardDifferences.AtAsync(Metric(generator, point), z, request.Step, cancellation)
            : await generator.LineariseAsync(point, cancellation);
        using var owned = linear as IDisposable;
        var tangent = new TangentOperator(linear, generator.LatentSpace, z);
        var random = new RandomStream(request.Seed, "subspace");
        var found = method switch
        {
            SubspaceMethod.Exact or SubspaceMethod.Differences => await ExactGram.ComputeAsync(tangent, z.Length, cancellation: cancellation),
            SubspaceMethod.Block => await new BlockSubspaceIteration { Block = request.Block, Rounds = request.Rounds, WarmStart = request.WarmStart }
                .ComputeAsync(tangent, rank, random, cancellation),
            SubspaceMethod.Rows => await RandomRows.ComputeAsync(tangent, rank, random, request.RowCount, cancellation),
            _ => throw new RhumbException($"The subspace method '{method}' is not known; use auto, exact, block, rows, differences or random."),
        };
        return (found, linear.RowsUsed);
    }

    private static Func<RowMatrix, CancellationToken, Task<RowMatrix>> Metric(IGenerator generator, Point point) =>
        generator is IMetricSampler sampler
            ? (latents, cancellation) => sampler.MetricAsync(point, latents, cancellation)
            : throw new RhumbException($"Generator '{generator.Manifest.Name}' does not evaluate its metric, so forward differences cannot be taken; use method exact or block.");

    /// <summary>
    /// The found directions without those that the walk cannot take. The operator was projected, so they are tangent already, except the
    /// null vectors of an exact method, among which the radial ones hide.
    /// </summary>
    private static (RowMatrix Directions, double[] Values) Tangential(LatentSpace space, float[] z, SingularVectors found, int rank)
    {
        var kept = new List<double[]>();
        var values = new List<double>();
        for (var i = 0; i < found.Vectors.Rows && kept.Count < rank; i++)
        {
            var direction = space.ProjectToTangent(z, Array.ConvertAll(found.Vectors.Row(i).ToArray(), value => (double)value));
            foreach (var unit in kept) OrthonormalBasis.Remove(direction, unit);
            foreach (var unit in kept) OrthonormalBasis.Remove(direction, unit);
            var norm = Math.Sqrt(direction.Sum(value => value * value));
            if (norm < 0.1) continue;
            kept.Add(Array.ConvertAll(direction, value => value / norm));
            values.Add(found.Values[i]);
        }
        return (LinearAlgebra.Rows.ToSingle(kept, z.Length), [.. values]);
    }

    /// <summary>Σ σ of what the spectrum leaves out, at most: by Cauchy–Schwarz √(m (‖J‖²_F − Σσ²)), and each at most σ_k.</summary>
    private static double TailMass(double energy, double[] values, int tailDimension)
    {
        if (tailDimension <= 0 || values.Length == 0) return 0;
        var left = Math.Max(0, energy - values.Sum(value => value * value));
        return Math.Min(Math.Sqrt(tailDimension * left), tailDimension * values[^1]);
    }
}
