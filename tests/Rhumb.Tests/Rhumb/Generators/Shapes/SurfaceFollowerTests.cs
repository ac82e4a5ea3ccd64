using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Generators.Shapes;

public sealed class SurfaceFollowerTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(65)]
    public async Task SolidsAndMeshesEqualTheDenseGrid(int n)
    {
        foreach (var (name, field) in SolidField.All())
        {
            var dense = await DenseScan.EvaluateAsync(field, new SampleGrid(n), default);
            var followed = await SurfaceFollower.FollowAsync(field, new SampleGrid(n), default);
            Assert.True(dense.ToSolid().IntersectionOverUnion(followed.ToSolid()) == 1, name);
            var (expected, actual) = (MarchingCubes.Mesh(dense), MarchingCubes.Mesh(followed));
            Assert.Equal(expected.Vertices, actual.Vertices);
            Assert.Equal(expected.Triangles, actual.Triangles);
            Assert.Equal(expected.Normals, actual.Normals);
        }
    }

    [Fact]
    public async Task AChairAsksForASmallShareOfThePoints()
    {
        var field = SolidField.Chair();
        var grid = await SurfaceFollower.FollowAsync(field, new SampleGrid(64), default);
        Assert.Equal(field.Points, grid.EvaluatedCount);
        Assert.InRange(grid.EvaluatedCount / (double)grid.Grid.Count, 0.02, 0.12);
        Assert.InRange(grid.EvaluationCalls, 1, 40);
        Assert.Single(grid.ToSolid().ComponentSizes());
    }

    [Fact]
    public async Task OfRandomFieldsEveryComponentWithACoarseSampleIsFoundInFull()
    {
        const int n = 32, scan = 8;
        var missed = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            // Waves short enough for components between the coarse samples.
            var field = Waves(new Random(seed));
            var dense = (await DenseScan.EvaluateAsync(field, new SampleGrid(n), default)).ToSolid();
            var followed = await SurfaceFollower.FollowAsync(field, new SampleGrid(n), default, scan);
            var solid = followed.ToSolid();
            var labels = Regions(dense);
            var wrong = new HashSet<int>();
            var seen = new HashSet<int> { 0 };
            for (var x = 0; x < n; x++)
                for (var y = 0; y < n; y++)
                    for (var z = 0; z < n; z++)
                    {
                        var i = followed.Grid.Index(x, y, z);
                        if (dense[i] != solid[i])
                            wrong.Add(labels[i]);
                        if (followed.IsEvaluated(x, y, z))
                            seen.Add(labels[i]);
                    }
            Assert.Empty(wrong.Intersect(seen));
            missed += wrong.Count;
        }
        Assert.True(missed > 0, "the fields were too easy to prove anything");
    }

    [Fact]
    public async Task CancellingStopsBetweenWaves()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        var field = new SolidField(p =>
        {
            if (++calls == 5000)
                source.Cancel();
            return 0.3f - p.Length();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SurfaceFollower.FollowAsync(field, new SampleGrid(64), source.Token));
    }

    private static SolidField Waves(Random random)
    {
        var waves = Enumerable.Range(0, 24).Select(_ => (
            Direction: new Vector3(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f) * 60,
            Phase: random.NextSingle() * 6.28f)).ToArray();
        return new SolidField(p => waves.Sum(wave => MathF.Sin(Vector3.Dot(wave.Direction, p) + wave.Phase)) - 5);
    }

    /// <summary>Labels of the 6-connected regions of both signs; 0 is the outside that touches the layer around.</summary>
    private static int[] Regions(VoxelSolid solid)
    {
        var inside = solid.ComponentLabels();
        var n = solid.Resolution;
        var complement = new VoxelSolid(n + 2);
        for (var x = -1; x <= n; x++)
            for (var y = -1; y <= n; y++)
                for (var z = -1; z <= n; z++)
                    complement[x + 1, y + 1, z + 1] = !solid[x, y, z];
        var outside = complement.ComponentLabels();
        var labels = new int[solid.Count];
        for (var x = 0; x < n; x++)
            for (var y = 0; y < n; y++)
                for (var z = 0; z < n; z++)
                {
                    var i = (x * n + y) * n + z;
                    labels[i] = solid[i] ? -1 - inside[i] : outside[((x + 1) * (n + 2) + y + 1) * (n + 2) + z + 1];
                }
        return labels;
    }
}
