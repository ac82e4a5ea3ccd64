using System.Runtime.InteropServices;

namespace Rhumb.Generators.Shapes;

/// <summary>
/// Decodes a solid by following its surface: a coarse scan, then in common waves every crossing of the surface, breadth first, and a search for
/// small parts that the scan missed, then the sign of all other samples from their known neighbours.
/// </summary>
/// <remarks>
/// <para>The result equals the dense grid up to whole 6-connected components (of the inside or of the outside) that no evaluated sample
/// lies in. For at the end samples of different sign are neighbours only where both were evaluated; a path inside one component of the
/// dense grid that starts at an evaluated sample can therefore never change its concluded sign.</para>
/// <para>Both ends of every edge that the surface crosses, and their neighbours across it, are evaluated, so meshes and their normals are those of the dense grid, too.</para>
/// </remarks>
public static class SurfaceFollower
{
    /// <summary>Follows the surface of <paramref name="field"/> on <paramref name="grid"/>.</summary>
    /// <param name="field">The field, positive inside.</param>
    /// <param name="grid">Where to sample it; its resolution is at least that of the scan.</param>
    /// <param name="cancellation">Cancels between waves of evaluations.</param>
    /// <param name="scan">Coarse samples an axis; they are samples of <paramref name="grid"/>.</param>
    public static async Task<FieldGrid> FollowAsync(IImplicitField field, SampleGrid grid, CancellationToken cancellation, int scan = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scan, 1);
        var result = new FieldGrid(grid);
        var wave = new SampleWave(field, result);
        var lattice = new ScanLattice(result, Math.Min(scan, grid.Resolution));
        lattice.RequestAll(wave);
        await wave.EvaluateAsync(cancellation);

        var crossed = new CrossedLines(result);
        lattice.AddCrossedTo(crossed);
        for (crossed.Advance(wave); wave.Pending > 0; crossed.Advance(wave))
            await wave.EvaluateAsync(cancellation);

        // A call of the network is dear for few points: the search shares the waves of the surface.
        var search = new PeakSearch(result, lattice, crossed, wave);
        Advance(wave.Log);
        do
        {
            while (wave.Pending > 0)
                Advance(await wave.EvaluateAsync(cancellation));
        }
        while (SignSweep.Conclude(result, wave));
        return result;

        void Advance(List<int> changed)
        {
            RequestFacesAtCrossings(result, CollectionsMarshal.AsSpan(changed), wave);
            search.Advance(CollectionsMarshal.AsSpan(changed));
            crossed.Advance(wave);
        }
    }

    /// <summary>
    /// Requests all corners of the four grid faces at each edge at a changed sample that the surface crosses: it leaves every face that it enters through another
    /// edge of the same, so the crossings lead on to all others of its component.
    /// </summary>
    private static void RequestFacesAtCrossings(FieldGrid grid, ReadOnlySpan<int> changed, SampleWave wave)
    {
        var states = grid.States;
        foreach (var at in changed)
            for (var axis = 0; axis < 3; axis++)
            {
                var along = grid.Stride(axis);
                var (across, over) = (grid.Stride((axis + 1) % 3), grid.Stride((axis + 2) % 3));
                for (var other = at - along; other <= at + along; other += 2 * along)
                {
                    if (((states[at] ^ states[other]) & FieldGrid.Inside) == 0 || (states[other] & FieldGrid.Evaluated) == 0)
                        continue;
                    foreach (var end in (ReadOnlySpan<int>)[at, other])
                        foreach (var side in (ReadOnlySpan<int>)[across, -across, over, -over])
                            wave.Request(end + side);
                }
            }
    }
}
