using Rhumb.Generators;
using Rhumb.Subspaces;
using Rhumb.Tests.Rhumb.Search;

namespace Rhumb.Tests.Rhumb.Subspaces;

public sealed class SliderDrawTests
{
    private const int Dimension = 40, Strong = 4;

    /// <summary>A few directions that matter among many that hardly do, as generators with wide codes have.</summary>
    private static readonly double[] Sigma = [.. Enumerable.Range(0, Dimension).Select(i => i < Strong ? 2 - (0.3 * i) : 0.01)];

    private static FunctionGenerator Scaled(double[] sigma) => new(
        TestGenerators.Box(Dimension), z => [.. z.Zip(sigma, (a, b) => a * b)], _ => [.. sigma.Select((value, i) => Enumerable.Range(0, Dimension).Select(j => i == j ? value : 0).ToArray())]);

    private static async Task<double> ChangeAsync(FunctionGenerator generator, Subspace slider) => Math.Max(
        await generator.VisibleChangeAsync(slider.Centre, slider.At(generator.LatentSpace, [1]), TestContext.Current.CancellationToken),
        await generator.VisibleChangeAsync(slider.Centre, slider.At(generator.LatentSpace, [-1]), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Sliders_change_what_is_seen_where_plain_draws_often_do_not()
    {
        var generator = Scaled(Sigma);
        var (centre, rule) = (generator.LatentSpace.Sample(1), new MeasuredChangeRange());
        var spectrum = await SubspaceFinder.FindAsync(generator, centre, new SubspaceRequest(), TestContext.Current.CancellationToken);
        var weak = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var drawn = await new SliderDraw(generator, rule).DrawAsync(spectrum, centre, DirectionPool.Full, seed, 2, TestContext.Current.CancellationToken);
            Assert.Equal(2, drawn.Indices.Distinct().Count());
            for (var i = 0; i < 2; i++)
                Assert.True(await ChangeAsync(generator, drawn.Select([i])) >= SliderDraw.LeastChange);
            var plain = await rule.ApplyAsync(generator, new DirectionSampler(seed).Draw(generator.LatentSpace, spectrum, DirectionPool.Full, 3).Offered, TestContext.Current.CancellationToken);
            for (var i = 0; i < plain.Rank; i++)
                weak += await ChangeAsync(generator, plain.Select([i])) < SliderDraw.LeastChange ? 1 : 0;
        }
        Assert.True(weak > 0);
    }

    [Fact]
    public async Task What_hardly_changes_at_all_still_has_as_many_sliders_as_were_asked_for()
    {
        var generator = Scaled([.. Enumerable.Repeat(0.001, Dimension)]);
        var centre = generator.LatentSpace.Sample(1);
        var spectrum = await SubspaceFinder.FindAsync(generator, centre, new SubspaceRequest(), TestContext.Current.CancellationToken);
        var drawn = await new SliderDraw(generator, new MeasuredChangeRange()).DrawAsync(spectrum, centre, DirectionPool.Full, 1, 3, TestContext.Current.CancellationToken);
        Assert.Equal(3, drawn.Indices.Distinct().Count());
    }

    [Fact]
    public async Task Directions_offered_before_are_not_offered_again_while_others_are_left()
    {
        var generator = Scaled(Sigma);
        var centre = generator.LatentSpace.Sample(1);
        var spectrum = await SubspaceFinder.FindAsync(generator, centre, new SubspaceRequest(), TestContext.Current.CancellationToken);
        var pool = DirectionPool.Full with { Used = [0, 1] };
        var drawn = await new SliderDraw(generator, new MeasuredChangeRange()).DrawAsync(spectrum, centre, pool, 1, 2, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(drawn.Indices, index => index is 0 or 1);
        Assert.Equal(2, drawn.Indices.Distinct().Count());
    }
}
