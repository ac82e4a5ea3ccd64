using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>
/// The same predicted change for every direction: R_i = c / σ_i, capped by the prior, since the output moves by about σ_i R_i.
/// Costs no evaluation.
/// </summary>
/// <param name="Change">
/// c in units of the metric's output; null takes c = 0.2 D σ₁, so that the first direction gets the original's range and the others more.
/// </param>
public sealed record PredictedChangeRange(double? Change = null) : IRangeRule
{
    /// <inheritdoc/>
    public Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation)
    {
        var space = generator.LatentSpace;
        var z = space.Flatten(subspace.Centre);
        var change = Change ?? 0.2 * space.MeanDistance() * subspace.SingularValues.DefaultIfEmpty(0).Max();
        var ranges = new double[subspace.Rank];
        for (var i = 0; i < ranges.Length; i++)
        {
            var predicted = subspace.SingularValues[i] > 0 ? change / subspace.SingularValues[i] : double.PositiveInfinity;
            ranges[i] = Math.Min(predicted, space.MaximumRange(z, subspace.Directions.Row(i)));
        }
        return Task.FromResult(subspace with { Ranges = ranges, LowerRanges = ranges });
    }
}
