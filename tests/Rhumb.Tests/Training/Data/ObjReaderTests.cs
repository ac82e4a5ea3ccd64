using System.Numerics;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class ObjReaderTests
{
    [Theory]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3")]                                        // no newline at the end
    [InlineData("v 0 0 0\r\nv 1 0 0\r\nv 0 1 0\r\nf 1 2 3\r\n")]
    [InlineData("# c\no a\ng b\nusemtl m\ns off\nv 0 0 0 1\nvt 0 0\nvn 0 0 1\nv 1 0 0\nv 0 1 0\nf 1/1/1 2/1/1 3/1/1 # c\n")]
    [InlineData("v 0 0 0\nv 1e0 0 0\nv 0 +1 0\nf 1//1 2//1 3//1\n")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf -3 -2 -1\n")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1/7 2/7 3/7\n")]
    [InlineData("  v  0 0 0\n\tv\t1 0 0\nv 0 1 0\nf 1 2 \\\n 3\n")]
    [InlineData("f 1 2 3\nv 0 0 0\nv 1 0 0\nv 0 1 0\n")]                                      // faces before their vertices
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2\nf 1 2 3\nl 1 2\np 1\n")]                  // loose edges as old exporters write them
    public void Reads_every_way_of_writing_one_triangle(string text)
    {
        var soup = Models.Soup(text);
        Assert.Equal([0, 1, 2], soup.Triangles);
        Assert.Equal([Vector3.Zero, Vector3.UnitX, Vector3.UnitY], soup.Vertices);
    }

    [Theory]
    [InlineData("v 0 0 0\nv 1 0\nf 1 1 1", "line 2")]
    [InlineData("v 0 0 0\nv 1 zero 0\nf 1 1 1", "line 2", "'zero'")]
    [InlineData("v 0 0 0\nv 1 nan 0\nf 1 1 1", "line 2")]
    [InlineData("v 0 0 0\nv 1 0 0\nf 1 2 3\n", "line 3", "vertex 3 of 2")]
    [InlineData("v 0 0 0\n\n\nf 1 1 0\n", "line 4", "'0'")]
    [InlineData("v 0 0 0\nf 1 -2 1\n", "line 2", "'-2'")]
    [InlineData("v 0 0 0\nf 1 /2 1\n", "line 2")]
    [InlineData("v 0 0 0\nf  \n", "line 2")]
    [InlineData("v 0 0 0\nv 1 0 0\nf 1 2\n", "line 3")]
    [InlineData("v 0 0 0\nv 1 0 0\n", "line 2", "no face")]
    [InlineData("", "no face")]
    public void A_broken_file_is_one_sentence_with_file_and_line(string text, params string[] parts)
    {
        var error = Assert.Throws<RhumbException>(() => ObjReader.Read(new StringReader(text), "chair.obj"));
        Assert.Contains("chair.obj", error.Message);
        Assert.All(parts, part => Assert.Contains(part, error.Message));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_file_is_one_sentence() =>
        Assert.Contains("no-such.obj", Assert.Throws<RhumbException>(() => ObjReader.Read("no-such.obj")).Message);

    [Fact]
    public void A_concave_polygon_keeps_its_area()
    {
        // A U of area 7: a fan from its first corner would fill the notch.
        var soup = Models.Soup("v 0 0 0\nv 3 0 0\nv 3 3 0\nv 2 3 0\nv 2 1 0\nv 1 1 0\nv 1 3 0\nv 0 3 0\nf 1 2 3 4 5 6 7 8\n");
        Assert.Equal(6 * 3, soup.Triangles.Length);
        Assert.Equal(7, Area(soup), 1e-5);
    }

    [Fact]
    public void Any_flat_polygon_becomes_n_minus_2_triangles_of_the_same_area()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            // Star-shaped around its centre, otherwise arbitrary; turned out of the plane.
            var random = new RandomStream(seed);
            var n = 4 + random.Index(12);
            var turn = Matrix4x4.CreateFromYawPitchRoll((float)random.Uniform(0, 6), (float)random.Uniform(0, 6), 0);
            var corners = Enumerable.Range(0, n).Select(i =>
            {
                var (angle, radius) = (2 * Math.PI * i / n, random.Uniform(0.2, 1));
                return new Vector3((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)), 0);
            }).ToArray();
            var expected = corners.Select((p, i) => Vector3.Cross(p, corners[(i + 1) % n]).Z / 2).Sum();
            var obj = string.Join('\n', corners.Select(p => Vector3.Transform(p, turn)).Select(p => $"v {p.X:R} {p.Y:R} {p.Z:R}"))
                + "\nf " + string.Join(' ', Enumerable.Range(1, n));
            var soup = Models.Soup(obj);
            Assert.Equal(3 * (n - 2), soup.Triangles.Length);
            Assert.Equal(expected, Area(soup), 1e-4);
        }
    }

    [Fact]
    public void Normalising_centres_the_box_and_makes_its_longest_side_one()
    {
        var soup = Models.Soup("v 99 99 99\nv 2 0 0\nv 6 0 0\nv 6 1 0\nv 2 1 8\nf 2 3 4\nf 2 4 5\n").Normalised();
        var (low, high) = soup.Bounds(); // the unused vertex does not count
        Assert.Equal(new Vector3(-0.25f, -0.0625f, -0.5f), low);
        Assert.Equal(new Vector3(0.25f, 0.0625f, 0.5f), high);
    }

    [Fact]
    public void A_shape_without_size_is_refused() =>
        Assert.Throws<RhumbException>(() => Models.Soup("v 1 1 1\nf 1 1 1\n").Normalised());

    private static double Area(TriangleSoup soup)
    {
        var area = 0.0;
        for (var t = 0; t < soup.Triangles.Length; t += 3)
        {
            var (a, b, c) = (soup.Vertices[soup.Triangles[t]], soup.Vertices[soup.Triangles[t + 1]], soup.Vertices[soup.Triangles[t + 2]]);
            area += Vector3.Cross(b - a, c - a).Length() / 2;
        }
        return area;
    }
}
