using System.Numerics;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Shapes whose answers are known.</summary>
internal static class Models
{
    public const string UnitCube = """
        v 0 0 0
        v 1 0 0
        v 1 1 0
        v 0 1 0
        v 0 0 1
        v 1 0 1
        v 1 1 1
        v 0 1 1
        f 1 2 3 4
        f 5 6 7 8
        f 1 2 6 5
        f 2 3 7 6
        f 3 4 8 7
        f 4 1 5 8
        """;

    public static TriangleSoup Soup(string obj) => ObjReader.Read(new StringReader(obj), "test.obj");

    /// <summary>An octahedron with |x| + |y| + |z| = <paramref name="radius"/>.</summary>
    public static TriangleSoup Octahedron(float radius)
    {
        Vector3[] v = [new(radius, 0, 0), new(-radius, 0, 0), new(0, radius, 0), new(0, -radius, 0), new(0, 0, radius), new(0, 0, -radius)];
        return new TriangleSoup(v, [0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5]);
    }

    /// <summary>Cells of a box, first and last inclusive.</summary>
    public static VoxelSolid Box(int n, int x0, int x1, int y0, int y1, int z0, int z1)
    {
        var solid = new VoxelSolid(n);
        for (var x = x0; x <= x1; x++)
            for (var y = y0; y <= y1; y++)
                for (var z = z0; z <= z1; z++)
                    solid[x, y, z] = true;
        return solid;
    }

    /// <summary>Random blobs: a solid without symmetry.</summary>
    public static VoxelSolid Blobs(int n, long seed)
    {
        var random = new RandomStream(seed);
        var solid = new VoxelSolid(n);
        for (var blob = 0; blob < 4; blob++)
        {
            var (cx, cy, cz, r) = (random.Uniform(0.2, 0.8) * n, random.Uniform(0.2, 0.8) * n, random.Uniform(0.2, 0.8) * n, random.Uniform(0.08, 0.2) * n);
            for (var i = 0; i < solid.Count; i++)
            {
                var (x, y, z) = (i / (n * n) - cx, i / n % n - cy, i % n - cz);
                if (x * x + y * y + z * z < r * r)
                    solid[i] = true;
            }
        }
        return solid;
    }

    public static TrainingShape Shape(VoxelSolid solid) =>
        new(new ShapeSource("test", "test", "test.obj", Rotation.None, 1, null), solid, solid.Extent());
}
