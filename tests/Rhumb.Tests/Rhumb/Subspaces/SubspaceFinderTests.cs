using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Subspaces;

public sealed class SubspaceFinderTests
{
    [Theory]
    [InlineData(SubspaceMethod.Auto)]
    [InlineData(SubspaceMethod.Exact)]
    [InlineData(SubspaceMethod.Block)]
    [InlineData(SubspaceMethod.Rows)]
    [InlineData(SubspaceMethod.Differences)]
    [InlineData(SubspaceMethod.Random)]
    public async Task Directions_are_orthonormal_tangent_and_capped(SubspaceMethod method)
    {
        var generator = TestGenerators.Linear(TestGenerators.Normal(24), 60, 5, 0.8);
        var start = generator.LatentSpace.Sample(1);
        var found = await SubspaceFinder.FindAsync(generator, start, new SubspaceRequest { Method = method, Rank = 6 }, TestContext.Current.CancellationToken);
        var z = generator.LatentSpace.Flatten(start);
        Assert.Equal(6, found.Rank);
        Assert.Equal(23 - 6, found.TailDimension);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(0, Rows.Dot(found.Directions.Row(i), z) / Math.Sqrt(Rows.Dot(z, z)), 1e-5);
            for (var j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, Rows.Dot(found.Directions.Row(i), found.Directions.Row(j)), 1e-5);
            Assert.InRange(found.Ranges[i], 1e-6, generator.LatentSpace.MaximumRange(z, found.Directions.Row(i)) + 1e-6);
        }
        Assert.Equal(method == SubspaceMethod.Auto ? SubspaceMethod.Exact : method, found.Method);
        Assert.Equal(method == SubspaceMethod.Random, found.Rows == 0);
    }

    [Fact]
    public async Task A_full_spectrum_on_a_sphere_leaves_only_the_radius_out()
    {
        var generator = TestGenerators.Linear(TestGenerators.Normal(12), 40, 5, 0.8);
        var found = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(2), new SubspaceRequest(), TestContext.Current.CancellationToken);
        Assert.Equal(11, found.Rank);
        Assert.Equal(0, found.TailDimension);
        Assert.Equal(0, found.TailMass);
    }

    [Fact]
    public async Task The_tail_mass_bounds_what_a_truncated_spectrum_leaves_out()
    {
        var generator = TestGenerators.Linear(TestGenerators.Box(30), 40, 5, 0.9);
        var full = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(3), new SubspaceRequest(), TestContext.Current.CancellationToken);
        var cut = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(3), new SubspaceRequest { Rank = 8, Method = SubspaceMethod.Exact }, TestContext.Current.CancellationToken);
        var truth = full.SingularValues.Skip(8).Sum();
        Assert.InRange(cut.TailMass, truth, 2 * truth);
    }

    [Fact]
    public async Task A_jacobian_of_low_rank_keeps_every_direction_reachable()
    {
        var generator = TestGenerators.Linear(TestGenerators.Normal(10), 3, 5, 0.5);
        var space = generator.LatentSpace;
        var found = await SubspaceFinder.FindAsync(generator, space.Sample(4), new SubspaceRequest { Ranges = new MeanDistanceRange() }, TestContext.Current.CancellationToken);
        Assert.Equal(9, found.Rank + found.TailDimension);
        var pool = DirectionPool.Full;
        var drawn = new List<double[]>();
        for (var i = 0; i < 9; i++)
        {
            var draw = new DirectionSampler(1).Draw(space, found, pool, 1);
            drawn.Add([.. draw.Offered.Directions.Row(0).ToArray().Select(value => (double)value)]);
            pool = draw.Pool;
        }
        Assert.Equal(9, OrthonormalBasis.Of(drawn, 1e-4).Length);
    }

    [Fact]
    public async Task Differences_need_a_generator_that_evaluates_its_metric()
    {
        using var generator = new OnlyDerivatives(TestGenerators.Linear(TestGenerators.Box(4), 5, 1, 0.5));
        var error = await Assert.ThrowsAsync<RhumbException>(() => SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(1),
            new SubspaceRequest { Method = SubspaceMethod.Differences }, TestContext.Current.CancellationToken));
        Assert.Contains("exact or block", error.Message, StringComparison.Ordinal);
    }

    private sealed class OnlyDerivatives(IGenerator inner) : IGenerator
    {
        public GeneratorManifest Manifest => inner.Manifest;

        public LatentSpace LatentSpace => inner.LatentSpace;

        public Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation) => inner.GenerateAsync(points, detail, cancellation);

        public Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation) => inner.LineariseAsync(point, cancellation);

        public Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation) => inner.VisibleChangeAsync(from, to, cancellation);

        public void Dispose() => inner.Dispose();
    }
}
