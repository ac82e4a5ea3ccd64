using Rhumb.Generators.Shapes;

namespace Rhumb.Benchmarks.Studies;

internal sealed class DecodeStudy : IStudy
{
    private const int Shapes = 100;
    private const int Timed = 20;
    private const int Resolution = 64;

    public string Name => "decode";

    public string Question => $"How much faster is following the surface than the dense {Resolution}³ decode, and does it lose anything?";

    public async Task RunAsync(string folder, StudyReport report)
    {
        using var generator = ShapeGenerator.Load(folder);
        var (dense, followed, equal, lost) = (new Timing(), new Timing(), 0, new List<string>());
        // Once each unmeasured: the first run of a graph allocates.
        await generator.DecodeDenselyAsync(generator.LatentSpace.Sample(seed: 1), Resolution, CancellationToken.None);
        await generator.DecodeFieldAsync(generator.LatentSpace.Sample(seed: 1), Resolution, CancellationToken.None);
        for (var i = 0; i < Shapes; i++)
        {
            var point = generator.LatentSpace.Sample(2, i);
            var truth = (await TimedFor(i, dense, () => generator.DecodeDenselyAsync(point, Resolution, CancellationToken.None))).ToSolid();
            var found = (await TimedFor(i, followed, () => generator.DecodeFieldAsync(point, Resolution, CancellationToken.None))).ToSolid();
            var overlap = truth.IntersectionOverUnion(found);
            if (overlap == 1)
                equal++;
            else
                lost.Add($"{i} (IoU {overlap:0.0000})");
        }
        report.Table(["decode", "median", "90 %", "ratio of medians"],
        [
            ["dense", StudyReport.Milliseconds(dense.Median), StudyReport.Milliseconds(dense.Quantile(0.9)), StudyReport.Ratio(1)],
            ["following the surface", StudyReport.Milliseconds(followed.Median), StudyReport.Milliseconds(followed.Quantile(0.9)), StudyReport.Ratio(dense.Median / followed.Median)],
        ]);
        report.Line($"Times of {dense.Count} random starts, alternating. Of {Shapes} random starts {equal} decode to exactly the dense solid{(lost.Count == 0 ? "." : $"; the others: {string.Join(", ", lost)}.")}");

        static Task<T> TimedFor<T>(int i, Timing timing, Func<Task<T>> work) => i < Timed ? timing.MeasureAsync(work) : work();
    }
}
