using System.Numerics;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class PointSamplerTests
{
    private static readonly TrainingShape Shape = Models.Shape(Models.Blobs(64, 9));

    [Fact]
    public void Labels_say_what_the_solid_says_where_the_variant_puts_the_point()
    {
        var sampler = new PointSampler(Shape, PointMixture.Default);
        var random = new RandomStream(1);
        var variant = ShapeVariant.Random(random, Shape.Extent);
        var (points, labels) = (new float[3 * 2000], new float[2000]);
        sampler.Sample(random, variant, points, labels);
        for (var i = 0; i < labels.Length; i++)
            Assert.Equal(Shape.Solid.Contains(variant.ToOriginal(new Vector3(points.AsSpan(3 * i, 3)))) ? 1 : 0, labels[i]);
        Assert.InRange(labels.Average(), 0.2, 0.6);
    }

    [Fact]
    public void Five_eighths_lie_within_a_cell_of_64_of_the_surface()
    {
        var sampler = new PointSampler(Shape, PointMixture.Default);
        var (points, labels) = (new float[3 * 800], new float[800]);
        sampler.Sample(new RandomStream(2), ShapeVariant.Original, points, labels);
        var surface = SurfaceCells.Of(Shape.Solid);
        for (var i = 0; i < 500; i++)
        {
            var p = new Vector3(points.AsSpan(3 * i, 3));
            Assert.Contains(surface, cell =>
            {
                var d = Vector3.Abs(p - new Vector3(SolidSampling.Centre(cell / 4096, 64), SolidSampling.Centre(cell / 64 % 64, 64), SolidSampling.Centre(cell % 64, 64)));
                return Math.Max(d.X, Math.Max(d.Y, d.Z)) <= 1 / 64f + 1e-6f;
            });
        }
        for (var axis = 0; axis < 3; axis++)
            Assert.InRange(Enumerable.Range(500, 300).Average(i => points[3 * i + axis]), -0.06, 0.06);
    }

    [Fact]
    public void The_same_stream_gives_the_same_points()
    {
        float[] Draw(long step)
        {
            var points = new float[3 * 100];
            new PointSampler(Shape, PointMixture.Default).Sample(new RandomStream(3, "points", step), ShapeVariant.Original, points, new float[100]);
            return points;
        }
        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
    }
}
