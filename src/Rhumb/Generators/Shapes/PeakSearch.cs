namespace Rhumb.Generators.Shapes;

/// <summary>
/// Looks for components that lie between the coarse samples: from each promising sample it climbs to the nearest peak of the field
/// (or down to the nearest hollow, inside), and it follows the ridges of what is nearly solid beyond the known surface, on which the dots of a thin sheet lie.
/// </summary>
/// <remarks>
/// A coarse sample is promising where the surface would be within one step if the field had the slope that it has at the surface: further away the logits of an IM-NET
/// flatten, and nearness says nothing. The study <c>decode</c> tells what is found and what it costs.
/// </remarks>
internal sealed class PeakSearch(FieldGrid grid, ScanLattice lattice, SampleWave wave)
{
    /// <summary>Steps of the grid within which a surface is looked for: from a coarse sample, and along a ridge.</summary>
    private const double Reach = 1, Ridge = 0.3;

    /// <summary>Starts where no surface is known yet, so that there is no slope to judge by.</summary>
    private const int BlindStarts = 64;

    /// <summary>Searches; the wave's log grows by what was evaluated.</summary>
    public async Task SearchAsync(CancellationToken cancellation)
    {
        var slope = Slope();
        List<int> starts = slope > 0
            ? [.. lattice.Samples.Where(at => Math.Abs(grid.Values[at]) < Reach * slope)]
            : [.. lattice.Samples.OrderBy(at => Math.Abs(grid.Values[at])).Take(BlindStarts)];
        for (var step = Math.Max(1, lattice.Spacing / 2); step >= 1; step /= 2)
            starts = await ClimbAsync(starts, step, cancellation);
        await FollowRidgesAsync(Ridge * slope, cancellation);
    }

    /// <summary>Mean difference of neighbours of different sign; 0 where there are none.</summary>
    private double Slope()
    {
        var (sum, count) = (0.0, 0);
        foreach (var at in wave.Log)
            for (var axis = 0; axis < 3; axis++)
            {
                var other = at + grid.Stride(axis);
                var difference = Math.Abs((double)grid.Values[at] - grid.Values[other]);
                if ((grid.States[other] & FieldGrid.Evaluated) != 0 && Differ(at, other) && double.IsFinite(difference))
                    (sum, count) = (sum + difference, count + 1);
            }
        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Moves each climber to the best of its neighbours at <paramref name="step"/> until none is better; returns where those stand that met no surface.</summary>
    private async Task<List<int>> ClimbAsync(List<int> climbers, int step, CancellationToken cancellation)
    {
        var arrived = new List<int>();
        var trodden = new HashSet<int>(climbers);
        while (climbers.Count > 0)
        {
            foreach (var at in climbers)
                foreach (var neighbour in Neighbours(at, step))
                    wave.Request(neighbour);
            await wave.EvaluateAsync(cancellation);
            var moved = new List<int>();
            foreach (var at in climbers)
            {
                var best = at;
                foreach (var neighbour in Neighbours(at, step))
                    if (Differ(neighbour, at) || (!Differ(best, at) && Math.Abs(grid.Values[neighbour]) < Math.Abs(grid.Values[best])))
                        best = neighbour;
                if (best == at)
                    arrived.Add(at);
                else if (!Differ(best, at) && trodden.Add(best))
                    moved.Add(best);
            }
            climbers = moved;
        }
        return arrived;
    }

    /// <summary>Evaluates the neighbours of every sample below <paramref name="level"/>, until there is no new one.</summary>
    private async Task FollowRidgesAsync(double level, CancellationToken cancellation)
    {
        for (List<int> changed = [.. wave.Log]; changed.Count > 0; changed = await wave.EvaluateAsync(cancellation))
            foreach (var at in changed)
                if (Math.Abs(grid.Values[at]) < level)
                    foreach (var neighbour in Neighbours(at, 1))
                        wave.Request(neighbour);
    }

    private bool Differ(int a, int b) => ((grid.States[a] ^ grid.States[b]) & FieldGrid.Inside) != 0;

    private IEnumerable<int> Neighbours(int at, int step)
    {
        var side = grid.Side;
        var (x, y, z) = (at / (side * side), at / side % side, at % side);
        if (x > step) yield return at - step * side * side;
        if (x + step < side - 1) yield return at + step * side * side;
        if (y > step) yield return at - step * side;
        if (y + step < side - 1) yield return at + step * side;
        if (z > step) yield return at - step;
        if (z + step < side - 1) yield return at + step;
    }
}
