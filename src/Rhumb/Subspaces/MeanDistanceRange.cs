using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>The original's rule: R = 0.2 D for every direction, D the mean distance of two samples of the prior.</summary>
/// <param name="Share">The share of D.</param>
public sealed record MeanDistanceRange(double Share = 0.2) : IRangeRule
{
    /// <inheritdoc/>
    public Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation)
    {
        var space = generator.LatentSpace;
        var range = Share * space.MeanDistance();
        var z = space.Flatten(subspace.Centre);
        var ranges = new double[subspace.Rank];
        for (var i = 0; i < ranges.Length; i++) ranges[i] = Math.Min(range, space.MaximumRange(z, subspace.Directions.Row(i)));
        return Task.FromResult(subspace with { Ranges = ranges, LowerRanges = ranges });
    }
}
