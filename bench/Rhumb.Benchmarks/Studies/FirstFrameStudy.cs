using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Subspaces;

namespace Rhumb.Benchmarks.Studies;

internal sealed class FirstFrameStudy : IStudy
{
    private const int Times = 5;

    public string Name => "first-frame";

    public string Question => "How long after a generator is opened is its first frame there, and how long after that its first directions?";

    public async Task RunAsync(string folder, StudyReport report)
    {
        var (frame, directions, again) = (new Timing(), new Timing(), new Timing());
        for (var i = 0; i < Times; i++)
        {
            var index = i;
            using var generator = await frame.MeasureAsync(async () =>
            {
                var opened = ShapeGenerator.Load(folder);
                await opened.GenerateAsync([opened.LatentSpace.Sample(3, index)], Detail.Draft, CancellationToken.None);
                return opened;
            });
            var point = generator.LatentSpace.Sample(3, i);
            await directions.MeasureAsync(() => SubspaceFinder.FindAsync(generator, point, new SubspaceRequest()));
            var next = generator.LatentSpace.Sample(4, i);
            await again.MeasureAsync(() => SubspaceFinder.FindAsync(generator, next, new SubspaceRequest()));
        }
        report.Table(["", "median", "slowest"],
        [
            ["opening and the first draft frame", StudyReport.Milliseconds(frame.Median), StudyReport.Milliseconds(frame.Quantile(1))],
            ["then the first directions (derivative graphs are built)", StudyReport.Milliseconds(directions.Median), StudyReport.Milliseconds(directions.Quantile(1))],
            ["directions at another point", StudyReport.Milliseconds(again.Median), StudyReport.Milliseconds(again.Quantile(1))],
        ]);
        report.Line($"{Times} openings in one process; the first includes loading the native library.");
    }
}
