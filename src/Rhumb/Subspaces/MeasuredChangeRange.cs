using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>
/// The same visible change at every end of every slider: R_i such that the outputs at t = 1 and at t = −1 each differ from the centre's by <see cref="Target"/>,
/// found by interpolation of <see cref="IGenerator.VisibleChangeAsync"/>. At 0.4 two shapes have IoU 0.6. The two ends of a line seldom change equally, so each gets its own
/// range; where the output jumps past the target, the nearest range tried is kept.
/// </summary>
public sealed record MeasuredChangeRange : IRangeRule
{
    /// <summary>Wanted visible change in (0, 1).</summary>
    public double Target { get; init; } = 0.4;

    /// <summary>Good enough: within this of the target.</summary>
    public double Tolerance { get; init; } = 0.07;

    /// <summary>Most ranges tried per end of a slider; each costs one visible change.</summary>
    public int MaximumTrials { get; init; } = 8;

    /// <inheritdoc/>
    public async Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation)
    {
        if (Target is not (> 0 and < 1)) throw new RhumbException($"The target of a visible change is between 0 and 1, not {Target}.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumTrials);
        var space = generator.LatentSpace;
        var z = space.Flatten(subspace.Centre);
        var (up, down) = (new double[subspace.Rank], new double[subspace.Rank]);
        double? product = null;   // R σ of the last direction: what the next is predicted to need
        for (var i = 0; i < subspace.Rank; i++)
        {
            var (line, cap, sigma) = (subspace.Select([i]), space.MaximumRange(z, subspace.Directions.Row(i)), subspace.SingularValues[i]);
            var first = product is { } known && sigma > 0 ? known / sigma : 0.2 * space.MeanDistance();
            up[i] = await SolveAsync(generator, line, 1, Math.Min(first, cap), cap, cancellation);
            down[i] = await SolveAsync(generator, line, -1, up[i], cap, cancellation);
            var mean = 0.5 * (up[i] + down[i]);
            if (sigma > 0 && mean < cap) product = mean * sigma;
        }
        return subspace with { Ranges = up, LowerRanges = down };
    }

    private async Task<double> SolveAsync(IGenerator generator, Subspace line, double end, double range, double cap, CancellationToken cancellation)
    {
        // Ranges that change too little and too much.
        var (low, high) = ((Range: 0.0, Change: 0.0), (Range: double.PositiveInfinity, Change: 1.0));
        var (best, bestError) = (range, double.PositiveInfinity);
        for (var trial = 0; trial < MaximumTrials; trial++)
        {
            var tried = line with { Ranges = [range], LowerRanges = [range] };
            var change = await generator.VisibleChangeAsync(line.Centre, tried.At(generator.LatentSpace, [end]), cancellation);
            var error = Math.Abs(change - Target);
            if (error < bestError) (best, bestError) = (range, error);
            if (error <= Tolerance || (change < Target && range >= cap)) break;
            if (change < Target) low = (range, change);
            else high = (range, change);
            range = Math.Min(cap, double.IsFinite(high.Range) ? Between(low, high) : range * Math.Clamp(Target / Math.Max(change, 1e-9), 1.2, 4));
        }
        return best;
    }

    /// <summary>Interpolates linearly in a bracket, but never nearer to an end than a tenth of it: changes may jump.</summary>
    private double Between((double Range, double Change) low, (double Range, double Change) high) =>
        low.Range + ((high.Range - low.Range) * Math.Clamp((Target - low.Change) / Math.Max(high.Change - low.Change, 1e-9), 0.1, 0.9));
}
