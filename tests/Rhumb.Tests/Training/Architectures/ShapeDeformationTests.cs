using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Tests.Training.Architectures;

public sealed class ShapeDeformationTests
{
    private const int Side = 9;

    [Fact]
    public void Zero_deforms_nothing()
    {
        var grid = Grid();
        var moved = Deform(grid, new float[ShapeDeformation.Coordinates]);
        for (var i = 0; i < grid.Length; i++)
            Assert.Equal(grid[i], moved[i], 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Deformations_keep_orientation_and_the_floor_and_the_top_in_place(int seed)
    {
        var s = new float[ShapeDeformation.Coordinates];
        new RandomStream(seed, "deformation").Normal(s);
        for (var i = 0; i < s.Length; i++)
            s[i] *= 2 * (float)ShapeDeformation.Deviations[i];
        var moved = Deform(Grid(), s);
        for (var x = 0; x < Side; x++)
            for (var z = 0; z < Side; z++)
            {
                Assert.Equal(-0.5f, Up(x, 0, z), 1e-5f);
                Assert.Equal(0.5f, Up(x, Side - 1, z), 1e-5f);
            }
        // The Jacobian determinant of a homeomorphism that keeps orientation is positive; here by differences on the grid, where they stay in the shape's box.
        for (var x = 0; x < Side - 1; x++)
            for (var y = 0; y < Side - 1; y++)
                for (var z = 0; z < Side - 1; z++)
                    if (InBox(x, y, z) && InBox(x + 1, y, z) && InBox(x, y + 1, z) && InBox(x, y, z + 1))
                        Assert.True(Determinant(x, y, z) > 0, $"folded at {x}, {y}, {z}");

        bool InBox(int x, int y, int z) => moved.AsSpan(3 * At(x, y, z), 3).ToArray().All(value => Math.Abs(value) <= 0.5f);
        float Up(int x, int y, int z) => moved[3 * At(x, y, z) + 1];
        double Determinant(int x, int y, int z)
        {
            double D(int dx, int dy, int dz, int axis) => moved[3 * At(x + dx, y + dy, z + dz) + axis] - moved[3 * At(x, y, z) + axis];
            var (a, b, c) = ((D(1, 0, 0, 0), D(1, 0, 0, 1), D(1, 0, 0, 2)), (D(0, 1, 0, 0), D(0, 1, 0, 1), D(0, 1, 0, 2)), (D(0, 0, 1, 0), D(0, 0, 1, 1), D(0, 0, 1, 2)));
            return a.Item1 * (b.Item2 * c.Item3 - b.Item3 * c.Item2) - a.Item2 * (b.Item1 * c.Item3 - b.Item3 * c.Item1) + a.Item3 * (b.Item1 * c.Item2 - b.Item2 * c.Item1);
        }
    }

    private static int At(int x, int y, int z) => (x * Side + y) * Side + z;

    /// <summary>Points [9³, 3] that fill the box.</summary>
    private static float[] Grid()
    {
        var points = new float[3 * Side * Side * Side];
        for (var i = 0; i < points.Length / 3; i++)
            (points[3 * i], points[3 * i + 1], points[3 * i + 2]) = (Coordinate(i / (Side * Side)), Coordinate(i / Side % Side), Coordinate(i % Side));
        return points;

        static float Coordinate(int i) => (float)i / (Side - 1) - 0.5f;
    }

    private static float[] Deform(float[] points, float[] s)
    {
        var g = new GraphBuilder();
        var count = points.Length / 3;
        var (p, by) = (GraphBuilder.Input("p", ElementType.Float, 1, count, 3), GraphBuilder.Input("s", ElementType.Float, 1, s.Length));
        var q = g.Named("q", ShapeDeformation.Apply(g, p, by));
        using var graph = GraphRuntime.Compile(Model.Of(g.Build("deformation", [p, by], [q]), GraphBuilder.MinimumOpset));
        using var positions = Tensor.Create<float>(points, 1, count, 3);
        using var coordinates = Tensor.Create<float>(s, 1, s.Length);
        using var moved = graph.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["p"] = positions, ["s"] = coordinates })["q"];
        return moved.ToArray<float>();
    }
}
