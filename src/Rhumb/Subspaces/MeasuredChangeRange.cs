using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>
/// The same visible change for every direction: R_i such that the outputs at t = ±1 differ from the centre's by <see cref="Target"/> on
/// average, found by interpolation of <see cref="IGenerator.VisibleChangeAsync"/> from the predicted range on. At 0.4 two shapes have
/// IoU 0.6. The two ends of a line seldom change equally: of the ranges tried, the one whose worse end is nearest the target is kept.
/// </summary>
public sealed record MeasuredChangeRange : IRangeRule
{
    /// <summary>Wanted visible change in (0, 1).</summary>
    public double Target { get; init; } = 0.4;

    /// <summary>Good enough: both ends within this of the target, or their mean within a quarter of it, for then no range serves both better.</summary>
    public double Tolerance { get; init; } = 0.07;

    /// <summary>Most ranges tried per direction; each costs two visible changes.</summary>
    public int MaximumTrials { get; init; } = 6;

    /// <inheritdoc/>
    public async Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation)
    {
        if (Target is not (> 0 and < 1)) throw new RhumbException($"The target of a visible change is between 0 and 1, not {Target}.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumTrials);
        var space = generator.LatentSpace;
        var z = space.Flatten(subspace.Centre);
        var ranges = new double[subspace.Rank];
        double? product = null;   // R σ of the last direction: what the next is predicted to need
        for (var i = 0; i < ranges.Length; i++)
        {
            var cap = space.MaximumRange(z, subspace.Directions.Row(i));
            var sigma = subspace.SingularValues[i];
            var first = product is { } known && sigma > 0 ? known / sigma : 0.2 * space.MeanDistance();
            ranges[i] = await SolveAsync(generator, subspace.Select([i]), Math.Min(first, cap), cap, cancellation);
            if (sigma > 0 && ranges[i] < cap) product = ranges[i] * sigma;
        }
        return subspace with { Ranges = ranges };
    }

    private async Task<double> SolveAsync(IGenerator generator, Subspace line, double range, double cap, CancellationToken cancellation)
    {
        // Ranges that change too little and too much, with the mean change of each.
        var (low, high) = ((Range: 0.0, Change: 0.0), (Range: double.PositiveInfinity, Change: 1.0));
        var (best, bestError) = (range, double.PositiveInfinity);
        for (var trial = 0; trial < MaximumTrials; trial++)
        {
            var tried = line with { Ranges = [range] };
            var up = await generator.VisibleChangeAsync(line.Centre, tried.At(generator.LatentSpace, [1]), cancellation);
            var down = await generator.VisibleChangeAsync(line.Centre, tried.At(generator.LatentSpace, [-1]), cancellation);
            var error = Math.Max(Math.Abs(up - Target), Math.Abs(down - Target));
            if (error < bestError) (best, bestError) = (range, error);
            var mean = 0.5 * (up + down);
            if (error <= Tolerance || Math.Abs(mean - Target) <= Tolerance / 4 || (mean < Target && range >= cap)) break;
            if (mean < Target) low = (range, mean);
            else high = (range, mean);
            range = Math.Min(cap, double.IsFinite(high.Range) ? Between(low, high) : range * Math.Clamp(Target / Math.Max(mean, 1e-9), 1.2, 4));
        }
        return best;
    }

    /// <summary>Interpolates linearly in a bracket, but never nearer to an end than a tenth of it: changes may jump.</summary>
    private double Between((double Range, double Change) low, (double Range, double Change) high) =>
        low.Range + ((high.Range - low.Range) * Math.Clamp((Target - low.Change) / Math.Max(high.Change - low.Change, 1e-9), 0.1, 0.9));
}
