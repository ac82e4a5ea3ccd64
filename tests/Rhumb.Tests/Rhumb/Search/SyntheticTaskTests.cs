using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Lines;
using Rhumb.Search.Oracles;

namespace Rhumb.Tests.Rhumb.Search;

/// <summary>
/// The original's synthetic experiments as a regression test: best/initial score after 10, 20 and 50 sliders against the means of 3 to 5
/// cases that are listed for a re-implementation. Not a ranking of methods: the first singular vector points at the optimum.
/// </summary>
public sealed class SyntheticTaskTests
{
    private const int Cases = 5;

    /// <summary>Scatter of one case (standard deviation over 30 cases after 10, 20, 50 sliders): most solve it, a few are caught nearby.</summary>
    private static readonly double[] Scatter = [0.21, 0.09, 0.09];

    [Theory]
    [InlineData(8, 0.098, 0.000, 0.000)]
    [InlineData(32, 0.275, 0.130, 0.036)]
    public async Task Drawing_by_sigma_solves_the_global_task(int d, params double[] listed)
    {
        var ratios = await RatiosAsync(d, 2, number => new SubspaceLineSearch(number, positions: 201));
        for (var i = 0; i < 3; i++)
        {
            var mean = ratios.Average(ratio => ratio[i]);
            TestContext.Current.TestOutputHelper?.WriteLine($"d = {d}: {mean:F3}");
            Assert.InRange(mean, 0, listed[i] + 3 * Scatter[i] / Math.Sqrt(Cases));
            // Beyond the first ten sliders the middle case has solved it, whatever a caught one does to the mean.
            if (i > 0) Assert.InRange(ratios.Select(ratio => ratio[i]).Order().ElementAt(Cases / 2), 0, listed[i] + 0.01);
        }
    }

    [Fact]
    public async Task The_largest_sigma_solves_it_within_ten_sliders()
    {
        var ratios = await RatiosAsync(8, 2, number => new SubspaceLineSearch(number, positions: 201, choice: DirectionChoice.Largest));
        Assert.InRange(ratios.Average(ratio => ratio[0]), 0, 0.01);
    }

    [Fact]
    public async Task Random_lines_do_not()
    {
        var ratios = await RatiosAsync(32, 2, number => new RandomLineSearch(number, positions: 101));
        Assert.InRange(ratios.Average(ratio => ratio[0]), 0.5, 1);
        Assert.InRange(ratios.Average(ratio => ratio[2]), 0.3, 0.9);
    }

    [Fact]
    public async Task Halving_descends_the_local_task_also_when_minimising()
    {
        var task = new SyntheticTask(8, 0, 1);
        var best = await RunAsync(task, new LocalLineSearch(1), 60);
        Assert.InRange(best.BestScore!.Value / best.InitialScore!.Value, 0, 0.01);
        // Minimising the loss −g is the same search.
        var loss = new DelegateScorer("loss", output => -task.ScoreOf(output));
        var negated = new NegatedScorer(loss);
        var oracle = new ScorerOracle(task.Generator, negated);
        var same = await new SearchLoop(new LocalLineSearch(1), oracle, task.Generator, new SearchBudget(60)).RunAsync(task.Start, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(best.BestScore, same.BestScore);
    }

    [Fact]
    public async Task Gradient_ascent_solves_the_local_task_in_step_controlled_steps()
    {
        for (var number = 0; number < 3; number++)
        {
            var task = new SyntheticTask(32, 0, number);
            var found = await RunAsync(task, new GradientAscent(), 500);
            Assert.InRange(found.BestScore!.Value / found.InitialScore!.Value, 0, 1e-3);
            AssertNeverWorsens(found);
        }
    }

    private static async Task<List<double[]>> RatiosAsync(int d, double gamma, Func<int, ISearcher> searcher)
    {
        var ratios = new List<double[]>();
        for (var number = 0; number < Cases; number++)
        {
            var found = await RunAsync(new SyntheticTask(d, gamma, number), searcher(number), 50);
            AssertNeverWorsens(found);
            Assert.Equal(50, found.Trace[^1].Sliders);
            ratios.Add([.. new[] { 10, 20, 50 }.Select(sliders => found.Trace.Last(row => row.Sliders <= sliders).Best!.Value / found.InitialScore!.Value)]);
        }
        return ratios;
    }

    private static Task<SearchResult> RunAsync(SyntheticTask task, ISearcher searcher, int sliders) =>
        new SearchLoop(searcher, new ScorerOracle(task.Generator, task.Scorer, batchSize: 64, gradient: task.Gradient), task.Generator, new SearchBudget(sliders))
            .RunAsync(task.Start, cancellation: TestContext.Current.CancellationToken);

    private static void AssertNeverWorsens(SearchResult found)
    {
        for (var i = 1; i < found.Trace.Count; i++)
            Assert.True(found.Trace[i].Score >= found.Trace[i - 1].Score, $"interaction {i} worsened");
    }
}
