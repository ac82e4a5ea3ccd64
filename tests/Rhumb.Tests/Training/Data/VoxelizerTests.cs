using System.Numerics;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class VoxelizerTests
{
    [Fact]
    public void A_cube_fills_the_whole_grid()
    {
        var solid = Solid(Models.Soup(Models.UnitCube).Normalised(), 32);
        Assert.Equal(32 * 32 * 32, solid.Occupied);
    }

    [Fact]
    public void An_octahedron_has_its_volume_and_its_axes()
    {
        const int n = 64;
        var solid = Solid(Models.Octahedron(0.5f), n);
        // Volume 4/3 r³ = 1/6; the cells that the surface (area 2√3 · 4 r² / 4 = √3) only touches add up to half a cell of thickness or so.
        Assert.InRange(solid.Fill, 1 / 6.0, 1 / 6.0 + Math.Sqrt(3) * 1.0 / n);
        for (var i = 0; i < solid.Count; i++)
        {
            var p = new Vector3(SolidSampling.Centre(i / (n * n), n), SolidSampling.Centre(i / n % n, n), SolidSampling.Centre(i % n, n));
            var inside = MathF.Abs(p.X) + MathF.Abs(p.Y) + MathF.Abs(p.Z);
            if (inside < 0.5f) Assert.True(solid[i]);
            if (inside > 0.5f + 1.5f / n) Assert.False(solid[i]);
        }
    }

    [Fact]
    public void The_flood_does_not_leak_through_any_triangle()
    {
        // Closed shapes turned every way, slivers included: the centre of a closed surface is never outside.
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new RandomStream(seed);
            var turn = Matrix4x4.CreateFromYawPitchRoll((float)random.Uniform(0, 6), (float)random.Uniform(0, 6), (float)random.Uniform(0, 6));
            var thin = Matrix4x4.CreateScale(1, (float)random.Uniform(0.1, 1), (float)random.Uniform(0.1, 1));
            var soup = Models.Octahedron(0.5f);
            soup = (soup with { Vertices = [.. soup.Vertices.Select(v => Vector3.Transform(v, thin * turn))] }).Normalised();
            var solid = Solid(soup, 40);
            for (var s = 0; s < 200; s++)
            {
                var (u, v, w) = (random.Uniform(-1, 1), random.Uniform(-1, 1), random.Uniform(-1, 1));
                var scale = 0.5 / Math.Max(1e-9, Math.Abs(u) + Math.Abs(v) + Math.Abs(w)) * random.Uniform();
                var (low, high) = Models.Octahedron(0.5f).Bounds();
                var inside = Vector3.Transform(new Vector3((float)(u * scale), (float)(v * scale), (float)(w * scale)), thin * turn);
                var box = (Models.Octahedron(0.5f) with { Vertices = [.. Models.Octahedron(0.5f).Vertices.Select(x => Vector3.Transform(x, thin * turn))] }).Bounds();
                var size = box.High - box.Low;
                var p = (inside - (box.Low + size / 2)) / Math.Max(size.X, Math.Max(size.Y, size.Z));
                Assert.True(solid.Contains(p), $"seed {seed}: {p} is inside the octahedron but not solid");
            }
        }
    }

    [Fact]
    public void An_open_box_is_hollow_and_a_closed_one_is_not()
    {
        var open = Models.UnitCube[..Models.UnitCube.LastIndexOf("f ", StringComparison.Ordinal)];
        var hollow = Solid(Models.Soup(open).Normalised(), 32);
        Assert.False(hollow[16, 16, 16]);
        Assert.True(hollow[16, 0, 16]);
    }

    [Fact]
    public void The_same_triangles_give_the_same_bits_on_any_number_of_threads()
    {
        var soup = Models.Octahedron(0.5f);
        var once = Solid(soup, 48);
        for (var i = 0; i < 5; i++)
            Assert.True(once.Words.SequenceEqual(Solid(soup, 48).Words));
    }

    [Fact]
    public void A_point_or_a_line_still_marks_its_cells()
    {
        var line = new TriangleSoup([new(-0.5f, 0, 0), new(0.5f, 0, 0)], [0, 1, 1]);
        Assert.Equal(20, Solid(line, 20).Occupied);
    }

    private static VoxelSolid Solid(TriangleSoup soup, int size) => Voxelizer.Solid(soup, size, TestContext.Current.CancellationToken);
}
