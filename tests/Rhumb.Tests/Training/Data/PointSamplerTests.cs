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
        // Rounding may carry a point over a face of its cell.
        var same = Enumerable.Range(0, labels.Length).Count(i =>
            (Shape.Solid.Contains(variant.ToOriginal(new Vector3(points.AsSpan(3 * i, 3)))) ? 1 : 0) == labels[i]);
        Assert.InRange(same, 1995, 2000);
        Assert.InRange(labels.Average(), 0.2, 0.6);
    }

    [Fact]
    public void Bands_lie_around_the_surface_and_the_rest_in_the_box()
    {
        var mixture = new PointMixture([new(0.5, 0.01)], 0.05);
        var (points, labels) = (new float[3 * 800], new float[800]);
        new PointSampler(Shape, mixture).Sample(new RandomStream(2), ShapeVariant.Original, points, labels);
        var surface = SurfaceCells.Of(Shape.Solid).Select(cell =>
            new Vector3(SolidSampling.Centre(cell / 4096, 64), SolidSampling.Centre(cell / 64 % 64, 64), SolidSampling.Centre(cell % 64, 64))).ToArray();
        var distances = Enumerable.Range(0, 400).Select(i => surface.Min(cell => Vector3.Distance(cell, new Vector3(points.AsSpan(3 * i, 3))))).ToArray();
        Assert.InRange(distances.Average(), 0.005, 0.02);
        for (var i = 400; i < 800; i++)
        {
            var p = Vector3.Abs(new Vector3(points.AsSpan(3 * i, 3)));
            Assert.True(p.X <= (Shape.Extent.X / 2) + 0.0501f && p.Y <= (Shape.Extent.Y / 2) + 0.0501f && p.Z <= (Shape.Extent.Z / 2) + 0.0501f);
        }
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
