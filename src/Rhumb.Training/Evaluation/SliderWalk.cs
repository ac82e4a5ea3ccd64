using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Training.Evaluation;

/// <summary>Walks the sliders that a generator of images or sounds recommends, and says whether they are worth moving.</summary>
/// <param name="generator">The generator.</param>
/// <param name="counts">How many starts, directions and frames.</param>
/// <param name="rows">What judges take of its outputs: a row each.</param>
internal sealed class SliderWalk(IGenerator generator, SampleCounts counts, Func<IReadOnlyList<Point>, CancellationToken, Task<RowMatrix>> rows)
{
    private const double LeastChange = 0.2, MostChange = 0.7;

    /// <summary>Whether the two ends of a slider both differ from its centre by 0.2 to 0.7: enough to be seen, not so much that nothing is left of it.</summary>
    public static bool IsWorthMoving(double low, double high) => Math.Min(low, high) >= LeastChange && Math.Max(low, high) <= MostChange;

    /// <summary>The share of sliders whose two ends both differ from the centre by 0.2 to 0.7, and the mean of <paramref name="kept"/> over them.</summary>
    /// <param name="pointOf">The start number 0, 1, ….</param>
    /// <param name="kept">The share of what frames, as rows, should keep of the start with that number, in [0, 1].</param>
    /// <param name="progress">Told of each start.</param>
    /// <param name="cancellation">Stops between sliders.</param>
    public async Task<(double WorthMoving, double Kept)> WalkAsync(
        Func<int, Point> pointOf, Func<int, RowMatrix, double> kept, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var (worth, sliders, sum) = (0, 0, 0.0);
        for (var start = 0; start < counts.Starts; start++)
        {
            progress.Report(new StepProgress($"Walking sliders: start {start} of {counts.Starts}", start / (double)counts.Starts));
            var centre = pointOf(start);
            var request = new SubspaceRequest { Rank = counts.Directions, Ranges = new MeasuredChangeRange() };
            var subspace = await SubspaceFinder.FindAsync(generator, centre, request, cancellation);
            for (var i = 0; i < subspace.Rank; i++)
            {
                var line = subspace.Select([i]);
                var walk = Enumerable.Range(0, counts.Frames).Select(frame => line.At(generator.LatentSpace, [(2.0 * frame / (counts.Frames - 1)) - 1])).ToArray();
                var (low, high) = (await generator.VisibleChangeAsync(centre, walk[0], cancellation), await generator.VisibleChangeAsync(centre, walk[^1], cancellation));
                sliders++;
                worth += IsWorthMoving(low, high) ? 1 : 0;
                sum += kept(start, await rows(walk, cancellation));
            }
        }
        return (worth / (double)Math.Max(1, sliders), sum / Math.Max(1, sliders));
    }
}
