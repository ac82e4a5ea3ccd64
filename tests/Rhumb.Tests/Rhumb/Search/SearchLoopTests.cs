using Rhumb.Generators;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Lines;
using Rhumb.Search.Oracles;
using Rhumb.Subspaces;
using Rhumb.Tests.Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Search;

public sealed class SearchLoopTests
{
    /// <summary>Score: minus the distance of the output from a target.</summary>
    private static readonly IScorer Near = new DelegateScorer("near", output => -Math.Sqrt(((VectorOutput)output).Values.Sum(x => (x - 1) * (x - 1))));

    private static FunctionGenerator Generator(LatentSpace? space = null) => TestGenerators.Linear(space ?? TestGenerators.Normal(12), 16, 3, 0.85);

    public static TheoryData<string> Methods => ["lines", "wide lines", "planes", "random", "local", "measured"];

    private static ISearcher Searcher(string method) => method switch
    {
        "lines" => new SubspaceLineSearch(1, 21),
        "wide lines" => SubspaceLineSearch.Wide(1, 21),
        "planes" => new SubspaceLineSearch(1, 49, sliders: 2),
        "random" => new RandomLineSearch(1, 20),
        "local" => new LocalLineSearch(1),
        _ => new SubspaceLineSearch(1, 11, request: new SubspaceRequest { Ranges = new PredictedChangeRange(), Method = SubspaceMethod.Block, Rank = 4 }),
    };

    [Theory, MemberData(nameof(Methods))]
    public async Task Never_worsens_stays_on_the_prior_and_keeps_the_best(string method)
    {
        var generator = Generator();
        var start = generator.LatentSpace.Sample(5);
        var found = await new SearchLoop(Searcher(method), new ScorerOracle(generator, Near), generator, new SearchBudget(30))
            .RunAsync(start, cancellation: TestContext.Current.CancellationToken);
        var norm = Norm(generator.LatentSpace.Flatten(start));
        for (var i = 1; i < found.Trace.Count; i++)
        {
            Assert.True(found.Trace[i].Score >= found.Trace[i - 1].Score);
            Assert.Equal(found.Trace[i].Best, found.Trace[i].Score);
            Assert.Equal(1, Norm(generator.LatentSpace.Flatten(found.Trace[i].Chosen)) / norm, 1e-4);
        }
        Assert.True(found.BestScore > found.InitialScore);
        Assert.Equal(StopReason.Budget, found.Reason);
        Assert.Equal(generator.Generated, found.Trace[^1].Evaluations);
        Assert.Equal(found.BestScore, (await PointScores.OfAsync(generator, Near, [found.Best], Detail.Draft, 1, default))[0]);
    }

    [Fact]
    public async Task Every_slider_shown_counts_also_several_at_once()
    {
        var generator = Generator();
        var found = await new SearchLoop(new SubspaceLineSearch(1, 27, sliders: 3), new ScorerOracle(generator, Near), generator, new SearchBudget(9))
            .RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([0, 3, 6, 9], found.Trace.Select(row => row.Sliders));
    }

    [Fact]
    public async Task The_jacobian_is_recomputed_only_after_a_large_move()
    {
        var generator = Generator();
        // A person who leaves the slider at 0.05, at the centre, and at 0.5.
        var places = new Queue<double>([0.05, 0, 0.5, 0.02]);
        var centres = new List<Point>();
        var person = new PersonOracle(generator.LatentSpace, (sliders, _) =>
        {
            centres.Add(sliders.Centre);
            return Task.FromResult<IReadOnlyList<double>?>(places.TryDequeue(out var place) ? [place] : null);
        });
        var found = await new SearchLoop(new SubspaceLineSearch(1), person, generator, new SearchBudget()).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.OracleEnded, found.Reason);
        Assert.Equal(2, generator.Linearised);   // at the start and after 0.5
        Assert.NotEqual(Latent(centres[0]), Latent(centres[1]));   // the fine adjustment is kept
        Assert.Equal(Latent(centres[1]), Latent(centres[2]));
        Assert.Equal(Latent(found.Trace[^1].Chosen), Latent(found.Best));   // without scores the last choice is the best
        Assert.Null(found.BestScore);
    }

    [Fact]
    public async Task Cancelling_returns_the_best_so_far()
    {
        using var cancelling = new CancellationTokenSource();
        var generator = Generator();
        generator.OnGenerate = () =>
        {
            if (generator.Generated > 200) cancelling.Cancel();
        };
        var found = await new SearchLoop(new SubspaceLineSearch(1, 21), new ScorerOracle(generator, Near), generator, new SearchBudget()).RunAsync(generator.LatentSpace.Sample(5), cancellation: cancelling.Token);
        Assert.Equal(StopReason.Cancelled, found.Reason);
        Assert.True(found.BestScore > found.InitialScore);
        Assert.NotEmpty(found.Trace);
    }

    [Fact]
    public async Task A_replay_gives_the_same_trace_without_a_scorer()
    {
        var generator = Generator();
        var recorder = new Recorder(new ScorerOracle(generator, Near));
        var first = await new SearchLoop(new SubspaceLineSearch(3), recorder, generator, new SearchBudget(8)).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        var second = await new SearchLoop(new SubspaceLineSearch(3), new ReplayOracle(recorder.Answers), generator, new SearchBudget(20)).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(TraceCsv.Lines(first.Trace), TraceCsv.Lines(second.Trace));
        Assert.Equal(StopReason.OracleEnded, second.Reason);
    }

    [Fact]
    public async Task Minimising_is_maximising_the_negated_score()
    {
        var generator = Generator();
        var far = new DelegateScorer("far", output => Math.Sqrt(((VectorOutput)output).Values.Sum(x => (x - 1) * (x - 1))));
        var maximised = await new SearchLoop(new LocalLineSearch(1), new ScorerOracle(generator, Near), generator, new SearchBudget(10)).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        var minimised = await new SearchLoop(new LocalLineSearch(1), new ScorerOracle(generator, new NegatedScorer(far)), generator, new SearchBudget(10)).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(maximised.BestScore, minimised.BestScore);
        var line = TraceCsv.Lines(minimised.Trace, minimised: true).Last();
        Assert.StartsWith("10,10,", line, StringComparison.Ordinal);
        Assert.DoesNotContain(",-", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_score_ends_the_search()
    {
        var generator = Generator();
        var found = await new SearchLoop(new SubspaceLineSearch(1), new ScorerOracle(generator, Near), generator, new SearchBudget(Target: -1e9)).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Target, found.Reason);
        Assert.Single(found.Trace, row => row.Interaction > 0);
    }

    [Fact]
    public async Task Batches_do_not_change_the_result()
    {
        string[][] traces = [.. await Task.WhenAll(new[] { 1, 7, 1000 }.Select(async batch =>
        {
            var generator = Generator();
            var found = await new SearchLoop(new SubspaceLineSearch(1), new ScorerOracle(generator, Near, batchSize: batch), generator, new SearchBudget(5)).RunAsync(generator.LatentSpace.Sample(5));
            return TraceCsv.Lines(found.Trace).ToArray();
        }))];
        Assert.Equal(traces[0], traces[1]);
        Assert.Equal(traces[0], traces[2]);
    }

    [Fact]
    public async Task A_simulated_user_is_a_little_off_and_reports_no_score()
    {
        var generator = Generator();
        var user = new SimulatedUser(new ScorerOracle(generator, Near), generator.LatentSpace, 0.05, 1);
        var start = generator.LatentSpace.Sample(5);
        var found = await new SearchLoop(new SubspaceLineSearch(1), user, generator, new SearchBudget(25)).RunAsync(start, cancellation: TestContext.Current.CancellationToken);
        var scores = await PointScores.OfAsync(generator, Near, [start, found.Best], Detail.Draft, 2, default);
        Assert.True(scores[1] > scores[0]);
        Assert.All(found.Trace, row => Assert.Null(row.Score));
    }

    [Fact]
    public async Task A_score_that_is_not_a_number_never_wins()
    {
        var generator = Generator();
        var odd = new DelegateScorer("odd", output => ((VectorOutput)output).Values[0] > 0 ? double.NaN : ((VectorOutput)output).Values[0]);
        var found = await new SearchLoop(new SubspaceLineSearch(1), new ScorerOracle(generator, odd), generator, new SearchBudget(10)).RunAsync(generator.LatentSpace.Sample(5), cancellation: TestContext.Current.CancellationToken);
        Assert.False(double.IsNaN(found.BestScore!.Value));
    }

    [Fact]
    public async Task Queries_that_do_not_fit_the_oracle_name_a_method_that_does()
    {
        var person = new PersonOracle(TestGenerators.Normal(3), (_, _) => throw new InvalidOperationException());
        var error = await Assert.ThrowsAsync<RhumbException>(() => person.AnswerAsync(new BatchQuery([]), default));
        Assert.Contains("lines", error.Message, StringComparison.Ordinal);
    }

    private static float[] Latent(Point point) => point.Blocks["z"];

    private static double Norm(float[] z) => Math.Sqrt(z.Sum(value => (double)value * value));

    private sealed class Recorder(IOracle inner) : IOracle
    {
        public List<Answer> Answers { get; } = [];

        public async Task<Answer?> AnswerAsync(Query query, CancellationToken cancellation)
        {
            var answer = await inner.AnswerAsync(query, cancellation);
            if (answer is not null) Answers.Add(answer);
            return answer;
        }
    }
}
