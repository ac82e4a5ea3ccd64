using System.Numerics;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class SolidSamplingTests
{
    [Fact]
    public void Mirroring_twice_gives_the_solid_back()
    {
        var solid = Models.Blobs(24, 1);
        Assert.NotEqual(1, solid.IntersectionOverUnion(solid.Mirrored()));
        Assert.Equal(1, solid.IntersectionOverUnion(solid.Mirrored().Mirrored()));
    }

    [Fact]
    public void Sampling_at_the_own_resolution_changes_nothing()
    {
        var solid = Models.Blobs(24, 2);
        Assert.Equal(1, solid.IntersectionOverUnion(solid.Sample(24)));
        Assert.Equal(1, solid.Mirrored().IntersectionOverUnion(solid.Sample(24, new ShapeVariant(true, Vector3.One))));
    }

    [Fact]
    public void Coarse_samples_are_the_fine_cells_at_the_coarse_centres()
    {
        var solid = Models.Blobs(64, 3);
        var coarse = solid.Sample(16);
        for (var i = 0; i < coarse.Count; i++)
            Assert.Equal(solid[4 * (i / 256) + 2, 4 * (i / 16 % 16) + 2, 4 * (i % 16) + 2], coarse[i]);
    }

    [Fact]
    public void Variants_stay_in_the_cube_with_their_longest_side_one()
    {
        var random = new RandomStream(4);
        for (var i = 0; i < 100; i++)
        {
            var extent = new Vector3((float)random.Uniform(0.2, 1), 1, (float)random.Uniform(0.2, 1));
            var variant = ShapeVariant.Random(random, extent);
            var sides = extent * variant.Scale;
            Assert.Equal(1, Math.Max(sides.X, Math.Max(sides.Y, sides.Z)), 1e-5);
            var p = new Vector3(0.1f, -0.2f, 0.3f);
            Assert.True(Vector3.Distance(p, variant.ToOriginal(variant.FromOriginal(p))) < 1e-6f);
            Assert.InRange(variant.Scale.X / variant.Scale.Y, 0.8f / 1.25f - 1e-4f, 1.25f / 0.8f + 1e-4f);
        }
    }

    [Fact]
    public void The_box_is_tight()
    {
        var solid = Models.Box(20, 3, 7, 0, 19, 5, 5);
        var (first, last) = solid.Box()!.Value;
        Assert.Equal([3, 0, 5], first);
        Assert.Equal([7, 19, 5], last);
        Assert.Equal(new Vector3(0.25f, 1, 0.05f), solid.Extent());
        Assert.Null(new VoxelSolid(8).Box());
    }

    [Fact]
    public void Tensor_values_are_ones_inside()
    {
        var solid = Models.Blobs(8, 5);
        var values = Enumerable.Repeat(7f, solid.Count).ToArray();
        solid.CopyTo(values);
        Assert.All(Enumerable.Range(0, solid.Count), i => Assert.Equal(solid[i] ? 1 : 0, values[i]));
    }
}
