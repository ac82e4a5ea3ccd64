using Rhumb.Generators.Shapes;
using Rhumb.Scoring;

namespace Rhumb.Tests.Rhumb.Scoring;

public sealed class ScorerTests
{
    private static VoxelSolid Box(int n, int side)
    {
        var solid = new VoxelSolid(n);
        for (var x = 0; x < side; x++)
            for (var y = 0; y < side; y++)
                for (var z = 0; z < side; z++) solid[x, y, z] = true;
        return solid;
    }

    private static ShapeOutput Shape(VoxelSolid solid) => new(null!, solid);

    [Fact]
    public async Task Volume_is_the_share_of_the_cube() =>
        Assert.Equal([0.125, 1], await new VolumeScorer().ScoreAsync([Shape(Box(8, 4)), Shape(Box(8, 8))], TestContext.Current.CancellationToken));

    [Fact]
    public async Task Likeness_is_one_for_the_target_at_any_resolution()
    {
        var scorer = new IntersectionScorer(Box(32, 16));
        Assert.Equal([1, 1, 1], await scorer.ScoreAsync([Shape(Box(32, 16)), Shape(Box(16, 8)), Shape(Box(64, 32))], TestContext.Current.CancellationToken));
        Assert.Equal(0.125, (await scorer.ScoreAsync([Shape(Box(32, 8))], TestContext.Current.CancellationToken))[0], 1e-12);
    }

    [Fact]
    public void An_empty_target_is_refused() => Assert.Throws<RhumbException>(() => new IntersectionScorer(new VoxelSolid(8)));

    [Fact]
    public async Task Negated_scores_have_the_other_sign() =>
        Assert.Equal([-0.125], await new NegatedScorer(new VolumeScorer()).ScoreAsync([Shape(Box(8, 4))], TestContext.Current.CancellationToken));

    [Fact]
    public async Task Scores_of_another_kind_of_output_are_refused()
    {
        var error = await Assert.ThrowsAsync<RhumbException>(() => new VolumeScorer().ScoreAsync([new Search.VectorOutput([1])], TestContext.Current.CancellationToken));
        Assert.Contains("shapes", error.Message, StringComparison.Ordinal);
    }
}
