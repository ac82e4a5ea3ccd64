using System.Numerics;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Training.Data;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;

namespace Rhumb.Tests.Training.Recipes;

public sealed class BlendTests
{
    [Fact]
    public void Depth_is_the_distance_to_the_outside_less_a_half_at_most_two()
    {
        var depths = BlendTargets.Depths(Models.Box(64, 10, 20, 10, 20, 10, 20));
        byte At(int x, int y, int z) => depths[(x * 64 + y) * 64 + z];
        Assert.Equal(0, At(9, 15, 15));          // −½
        Assert.Equal(100, At(10, 15, 15));       // 1 − ½, told as (v + ½) · 100
        Assert.Equal(200, At(11, 15, 15));
        Assert.Equal(250, At(12, 15, 15));
        Assert.Equal(250, At(15, 15, 15));
    }

    [Fact]
    public void A_part_of_any_weighty_shape_stays_in_the_blend()
    {
        // Legs in different places under one seat: each leg has a third of the weight, and symmetric distances would lose all of them.
        var blend = new BlendTargets(new[] { 10, 30, 50 }.Select(x => Shape([(x, x + 5, 0, 50, x, x + 5), (0, 63, 51, 56, 0, 63)])));
        (int, float)[] mixture = [(0, 1 / 3f), (1, 1 / 3f), (2, 1 / 3f)];
        var whole = blend.Whole(mixture);
        Assert.True(blend.Label(Cell(32, 32, 32), mixture, whole) > 0.5f);
        Assert.True(blend.Label(Cell(20, 32, 20), mixture, whole) < 0.01f);
        Assert.True(blend.Label(-1, mixture, whole) < 0.01f);
    }

    [Fact]
    public void What_hangs_in_the_air_is_left_out_of_the_blend()
    {
        var blend = new BlendTargets([Shape([(20, 43, 0, 30, 20, 43)]), Shape([(20, 43, 0, 30, 20, 43), (50, 57, 50, 57, 50, 57)])]);
        (int, float)[] mixture = [(0, 0.5f), (1, 0.5f)];
        var whole = blend.Whole(mixture);
        Assert.Equal(1, whole.LargestComponentShare());
        Assert.True(blend.Label(Cell(30, 10, 30), mixture, whole) > 0.5f);
        Assert.True(blend.Label(Cell(53, 53, 53), mixture, whole) < 0.01f);
    }

    private static int Cell(int x, int y, int z) => (((x * 64) + y) * 64) + z;

    private static TrainingShape Shape(params (int X0, int X1, int Y0, int Y1, int Z0, int Z1)[] boxes)
    {
        var solid = new VoxelSolid(64);
        foreach (var box in boxes)
            foreach (var cell in Models.Box(64, box.X0, box.X1, box.Y0, box.Y1, box.Z0, box.Z1).Inside())
                solid[cell] = true;
        return Models.Shape(solid) with { Extent = Vector3.One };
    }

    [Fact]
    public void Points_snap_to_cell_centres()
    {
        var (centre, cell) = BlendTargets.Snap(new Vector3(-0.499f, 0, 0.49f));
        Assert.Equal(new Vector3(SolidSampling.Centre(0, 64), SolidSampling.Centre(32, 64), SolidSampling.Centre(63, 64)), centre);
        Assert.Equal((32 * 64) + 63, cell);
        Assert.Equal(-1, BlendTargets.Snap(new Vector3(0.6f, 0, 0)).Index);
    }

    [Fact]
    public void Keys_are_unit_vectors_and_like_shapes_have_like_keys()
    {
        var voxels = Enumerable.Range(0, 6).Select(i => BoxedVoxels.Of(Models.Blobs(32, 40 + (i / 2)).Sample(32, new ShapeVariant(false, new Vector3(1 - (0.02f * (i % 2))))), Vector3.One, 16)).ToArray();
        var keys = NeighbourKeys.Of(voxels, 16, new NeighbourPriorSettings { Neighbours = 1 });
        double Product(int a, int b) => Enumerable.Range(0, keys.Columns).Sum(k => (double)keys.Row(a)[k] * keys.Row(b)[k]);
        for (var i = 0; i < 6; i++)
            Assert.Equal(1, Product(i, i), 1e-5);
        Assert.True(Product(0, 1) > Product(0, 2) && Product(0, 1) > Product(0, 4) && Product(2, 3) > Product(1, 2));
    }

    [Fact]
    public void Weights_sum_to_one_and_the_heaviest_come_first()
    {
        var keys = new RowMatrix(4, 2, [1, 0, 0, 1, -1, 0, 0, -1]);
        var weights = MixtureWeights.Of(keys, [1, 0.5f], 3);
        Assert.Equal(1, weights.Sum(), 1e-6);
        var heaviest = MixtureWeights.Heaviest(weights, 2);
        Assert.Equal([0, 1], heaviest.Select(item => item.Shape));
        Assert.Equal(1, heaviest.Sum(item => item.Weight), 1e-6);
    }
}
