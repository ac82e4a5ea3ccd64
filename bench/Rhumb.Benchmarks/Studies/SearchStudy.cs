using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Lines;
using Rhumb.Search.Oracles;

namespace Rhumb.Benchmarks.Studies;

internal sealed class SearchStudy : IStudy
{
    private const int Starts = 20, Sliders = 6, Positions = 11, Resolution = 32, Batch = 11;

    public string Name => "search";

    public string Question => $"How far do {Sliders} sliders along recommended directions lead, against as many unbiased random lines and gradient steps?";

    public async Task RunAsync(string folder, StudyReport report)
    {
        using var generator = ShapeGenerator.Load(folder, new ShapeOptions { DraftResolution = Resolution });
        var wanted = await generator.DecodeAsync(generator.LatentSpace.Sample(8, 1000), Resolution, CancellationToken.None);
        var rows = new List<string[]>();
        foreach (var (score, scorer) in ((string, IScorer)[])[("IoU with another start", new IntersectionScorer(wanted.Solid)), ("volume", new VolumeScorer())])
        {
            var gradient = ScoreGradients.Of(generator, scorer, Detail.Draft, Batch);
            using var owned = gradient as IDisposable;
            foreach (var (title, searcher) in ((string, Func<int, ISearcher>)[])
            [
                ("lines", start => SubspaceLineSearch.Wide(start, Positions)),
                ("random lines", start => new RandomLineSearch(start, Positions)),
                ("gradient", _ => new GradientAscent()),
            ])
                rows.Add([score, .. await RowAsync(generator, scorer, gradient, title, searcher)]);
        }
        report.Table(["score", "method", "median at the start", "median at the end", "starts improved", "starts worsened", "local optimum reported", "median time"], rows);
        report.Line($"{Starts} random starts, {Resolution}³ decodes. Lines look at {Positions} positions each; a gradient step counts as one slider.");
    }

    private static async Task<string[]> RowAsync(ShapeGenerator generator, IScorer scorer, IScoreGradient gradient, string title, Func<int, ISearcher> searcher)
    {
        var (results, timing) = (new List<SearchResult>(), new Timing());
        for (var start = 0; start < Starts; start++)
        {
            var loop = new SearchLoop(searcher(start), new ScorerOracle(generator, scorer, Detail.Draft, Batch, gradient), generator, new SearchBudget(Sliders));
            var from = generator.LatentSpace.Sample(8, start);
            results.Add(await timing.MeasureAsync(() => loop.RunAsync(from)));
        }
        return
        [
            title, $"{Median(results.Select(result => result.InitialScore!.Value)):0.0000}", $"{Median(results.Select(result => result.BestScore!.Value)):0.0000}",
            $"{results.Count(result => result.BestScore > result.InitialScore)} of {Starts}", $"{results.Count(result => result.BestScore < result.InitialScore)}",
            $"{results.Count(result => result.Reason == StopReason.LocalOptimum)}", StudyReport.Milliseconds(timing.Median),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
