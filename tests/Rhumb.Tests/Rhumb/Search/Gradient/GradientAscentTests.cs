using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Oracles;
using Rhumb.Tests.Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Search.Gradient;

public sealed class GradientAscentTests
{
    /// <summary>Two hills on the sphere: a low one near e₁, a high one near −e₁.</summary>
    private static double Hills(float[] z)
    {
        var norm = Math.Sqrt(z.Sum(value => (double)value * value));
        var cosine = z[0] / norm;
        return Math.Exp(-8 * (1 - cosine)) + 3 * Math.Exp(-8 * (1 + cosine));
    }

    private static FunctionGenerator Identity(LatentSpace space) => new(
        space, z => Array.ConvertAll(z, value => (double)value),
        z => [.. Enumerable.Range(0, z.Length).Select(i => Enumerable.Range(0, z.Length).Select(j => i == j ? 1.0 : 0).ToArray())]);

    private static async Task<SearchResult> RunAsync(FunctionGenerator generator, IScorer scorer, Point start, int budget = 300) =>
        await new SearchLoop(new GradientAscent(),
                new ScorerOracle(generator, scorer, gradient: new DifferenceScoreGradient(generator, scorer, share: 1e-3)), generator, new SearchBudget(budget))
            .RunAsync(start, cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_decoy_is_reported_as_a_local_optimum()
    {
        var generator = Identity(TestGenerators.Normal(6));
        var scorer = new DelegateScorer("hills", output => Hills(Array.ConvertAll(((VectorOutput)output).Values, value => (float)value)));
        float[] z = [2, 1, 0.5f, 0, 0.3f, 0];
        var found = await RunAsync(generator, scorer, Point.Of("z", z));
        Assert.Equal(StopReason.LocalOptimum, found.Reason);
        Assert.Contains("not proven global", found.Message, StringComparison.Ordinal);
        Assert.Equal(1, found.BestScore!.Value, 1e-3);   // the low hill, found to its top
    }

    [Fact]
    public async Task Every_accepted_step_improves_and_stays_on_the_sphere()
    {
        var generator = Identity(TestGenerators.Normal(20));
        var scorer = new DelegateScorer("bowl", output => -((VectorOutput)output).Values.Select((x, i) => (i + 1) * (x - 0.5) * (x - 0.5)).Sum());
        for (var seed = 0; seed < 10; seed++)
        {
            var start = generator.LatentSpace.Sample(seed);
            var found = await RunAsync(generator, scorer, start);
            Assert.True(found.BestScore > found.InitialScore);
            for (var i = 1; i < found.Trace.Count; i++) Assert.True(found.Trace[i].Score >= found.Trace[i - 1].Score);
            var (a, b) = (generator.LatentSpace.Flatten(start), generator.LatentSpace.Flatten(found.Best));
            Assert.Equal(1, Rows.Dot(b, b) / Rows.Dot(a, a), 1e-3);
        }
    }

    [Fact]
    public async Task In_a_box_it_slides_along_the_walls()
    {
        var generator = Identity(TestGenerators.Box(3));
        var scorer = new DelegateScorer("corner", output => ((VectorOutput)output).Values.Sum());
        var found = await RunAsync(generator, scorer, Point.Of("z", [2.4f, 0, -1]));
        Assert.Equal(7.5, found.BestScore!.Value, 1e-3);
    }

    [Fact]
    public async Task A_flat_score_stops_at_once()
    {
        var generator = Identity(TestGenerators.Normal(4));
        var found = await RunAsync(generator, new DelegateScorer("flat", _ => 1), generator.LatentSpace.Sample(1));
        Assert.Equal(StopReason.LocalOptimum, found.Reason);
        Assert.Equal(1, found.BestScore);
    }

    [Fact]
    public async Task Without_a_gradient_the_message_names_a_method_that_needs_none()
    {
        var generator = Identity(TestGenerators.Normal(4));
        var loop = new SearchLoop(new GradientAscent(), new ScorerOracle(generator, new DelegateScorer("flat", _ => 1)), generator, new SearchBudget(5));
        var error = await Assert.ThrowsAsync<RhumbException>(() => loop.RunAsync(generator.LatentSpace.Sample(1)));
        Assert.Contains("lines", error.Message, StringComparison.Ordinal);
    }
}
