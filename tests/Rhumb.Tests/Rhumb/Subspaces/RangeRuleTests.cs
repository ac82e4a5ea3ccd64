using Rhumb.Generators;
using Rhumb.Subspaces;
using Rhumb.Tests.Rhumb.Search;

namespace Rhumb.Tests.Rhumb.Subspaces;

public sealed class RangeRuleTests
{
    [Fact]
    public async Task Predicted_ranges_change_the_output_alike()
    {
        var generator = TestGenerators.Linear(TestGenerators.Box(8), 20, 4, 0.9);
        var found = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(1), new SubspaceRequest { Ranges = new PredictedChangeRange(1.5) }, TestContext.Current.CancellationToken);
        for (var i = 0; i < found.Rank; i++) Assert.Equal(1.5, found.Ranges[i] * found.SingularValues[i], 1e-6);
    }

    [Fact]
    public async Task The_originals_range_is_a_fifth_of_the_mean_distance()
    {
        var generator = TestGenerators.Linear(TestGenerators.Box(8), 20, 4, 0.9);
        var found = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(1), new SubspaceRequest { Ranges = new MeanDistanceRange() }, TestContext.Current.CancellationToken);
        Assert.All(found.Ranges, range => Assert.Equal(1.13, range, 0.02));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1)]
    [InlineData(0.05)]
    public async Task Measured_ranges_meet_the_target_from_any_scale(double scale)
    {
        // The change is 1 − exp(−σ R): the target 0.4 is met at σ R = 0.511, near and far from the first guess. The box is wide.
        var space = new LatentSpace([new LatentBlock("z", [8], new UniformPrior(-50, 50))]);
        var generator = TestGenerators.Linear(space, 20, scale, 0.8);
        var centre = Point.Of("z", new float[8]);
        var found = await SubspaceFinder.FindAsync(generator, centre, new SubspaceRequest(), TestContext.Current.CancellationToken);
        var measured = await new MeasuredChangeRange { MaximumTrials = 12 }.ApplyAsync(generator, found.Select([0, 3]), TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
            foreach (var t in (int[])[-1, 1])
            {
                double[] place = i == 0 ? [t, 0] : [0, t];
                Assert.Equal(0.4, await generator.VisibleChangeAsync(centre, measured.At(space, place), TestContext.Current.CancellationToken), 0.071);
            }
    }

    [Fact]
    public async Task Each_end_of_a_slider_gets_the_range_that_it_needs()
    {
        // Downwards the output moves five times as fast as upwards.
        var space = new LatentSpace([new LatentBlock("z", [1], new UniformPrior(-50, 50))]);
        var generator = new FunctionGenerator(space, z => [z[0] < 0 ? 5 * z[0] : z[0]], _ => [[1.0]]);
        var centre = Point.Of("z", new float[1]);
        var found = await SubspaceFinder.FindAsync(generator, centre, new SubspaceRequest(), TestContext.Current.CancellationToken);
        var measured = await new MeasuredChangeRange { Tolerance = 0.01, MaximumTrials = 30 }.ApplyAsync(generator, found, TestContext.Current.CancellationToken);
        foreach (var t in (int[])[-1, 1])
            Assert.Equal(0.4, await generator.VisibleChangeAsync(centre, measured.At(space, [t]), TestContext.Current.CancellationToken), 0.01);
        double[] ranges = [measured.Ranges[0], measured.LowerRanges[0]];
        Assert.Equal(5, ranges.Max() / ranges.Min(), 0.3);
        Assert.Equal(measured.LowerRanges, measured.Select([0]).LowerRanges);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.37)]
    [InlineData(3)]
    public async Task Where_the_output_jumps_past_the_target_the_slider_ends_beside_the_jump(double jump)
    {
        // Nothing changes up to the jump, everything behind it: no range meets the target, the nearest are as near the jump as trials allow.
        var space = new LatentSpace([new LatentBlock("z", [1], new UniformPrior(-50, 50))]);
        var generator = new FunctionGenerator(space, z => [Math.Abs(z[0]) < jump ? 0.2 * z[0] / jump : 100], _ => [[1.0]]);
        var centre = Point.Of("z", new float[1]);
        var found = await SubspaceFinder.FindAsync(generator, centre, new SubspaceRequest(), TestContext.Current.CancellationToken);
        var measured = await new MeasuredChangeRange { MaximumTrials = 30 }.ApplyAsync(generator, found, TestContext.Current.CancellationToken);
        foreach (var range in (double[])[measured.Ranges[0], measured.LowerRanges[0]])
            Assert.InRange(range, 0.95 * jump, jump);
    }

    [Fact]
    public async Task The_prior_caps_what_changes_too_little()
    {
        var generator = TestGenerators.Linear(TestGenerators.Normal(8), 20, 1e-4, 0.8);
        var start = generator.LatentSpace.Sample(1);
        foreach (var rule in (IRangeRule[])[new MeasuredChangeRange(), new PredictedChangeRange(1)])
        {
            var found = await SubspaceFinder.FindAsync(generator, start, new SubspaceRequest { Ranges = rule, Rank = 1 }, TestContext.Current.CancellationToken);
            var z = generator.LatentSpace.Flatten(start);
            Assert.Equal(generator.LatentSpace.MaximumRange(z, found.Directions.Row(0)), found.Ranges[0], 1e-9);
        }
    }

    [Fact]
    public void Next_moves_always_and_recomputes_after_large_moves_only()
    {
        var rule = new NextRule();
        Assert.False(rule.Recomputes([0, 0.1, -0.1]));
        Assert.True(rule.Recomputes([0, -0.11]));
        Assert.True(NextRule.AtCentre([0, 0]));
        Assert.False(NextRule.AtCentre([0, 0.01]));
    }
}
