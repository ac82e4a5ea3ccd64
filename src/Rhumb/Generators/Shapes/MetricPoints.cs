using System.Numerics;
using Rhumb.LinearAlgebra;

namespace Rhumb.Generators.Shapes;

/// <summary>Where the metric of shapes looks: near the current surface, and a fifth of the points anywhere, so that parts can be born away from it.</summary>
internal static class MetricPoints
{
    /// <summary>Number of points.</summary>
    public const int Count = 2048;

    private const int NearSurface = Count * 4 / 5;

    /// <summary>Points [2,048, 3]: uniform by area on <paramref name="mesh"/>, moved along the normal by up to one step of 1/64 of the cube, then uniform in the cube.</summary>
    public static float[] On(Mesh mesh, ShapeLayout layout, RandomStream random)
    {
        var points = new float[3 * Count];
        var near = mesh.TriangleCount == 0 ? 0 : NearSurface;
        var areas = CumulativeAreas(mesh);
        var reach = (layout.High - layout.Low) / 64;
        for (var i = 0; i < near; i++)
        {
            var at = Array.BinarySearch(areas, random.Uniform() * areas[^1]);
            var (a, b, c) = mesh.Corners(Math.Min(at < 0 ? ~at : at, areas.Length - 1));
            var (root, v) = (MathF.Sqrt((float)random.Uniform()), (float)random.Uniform());
            var normal = Vector3.Normalize(Vector3.Cross(b - a, c - a));
            var p = (1 - root) * a + root * (1 - v) * b + root * v * c + (float)random.Uniform(-reach, reach) * normal;
            p.CopyTo(points, 3 * i);
        }
        for (var i = 3 * near; i < points.Length; i++)
            points[i] = (float)random.Uniform(layout.Low, layout.High);
        return points;
    }

    private static double[] CumulativeAreas(Mesh mesh)
    {
        var areas = new double[mesh.TriangleCount];
        var sum = 0.0;
        for (var t = 0; t < areas.Length; t++)
        {
            var (a, b, c) = mesh.Corners(t);
            areas[t] = sum += Vector3.Cross(b - a, c - a).Length();
        }
        return areas;
    }
}
