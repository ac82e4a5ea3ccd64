using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>The whole way that the prior allows along each direction, see <see cref="LatentSpace.MaximumRange"/>: for searches that look both near and far. Costs no evaluation.</summary>
public sealed record PriorRange : IRangeRule
{
    /// <inheritdoc/>
    public Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation)
    {
        var z = generator.LatentSpace.Flatten(subspace.Centre);
        double[] ranges = [.. Enumerable.Range(0, subspace.Rank).Select(i => generator.LatentSpace.MaximumRange(z, subspace.Directions.Row(i)))];
        return Task.FromResult(subspace with { Ranges = ranges, LowerRanges = ranges });
    }
}
