using System.Numerics;
using Rhumb.Generators.Shapes;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>The encoder's view of a shape: stretched to fill its box and averaged over blocks of 2³ cells.</summary>
internal static class BoxedVoxels
{
    /// <summary>The solid stretched so that a box of sides <paramref name="extent"/> around 0 fills <paramref name="size"/>³ cells.</summary>
    public static VoxelSolid Stretched(VoxelSolid solid, Vector3 extent, int size) => solid.Sample(size, new ShapeVariant(false, Vector3.One / extent));

    /// <summary>Shares of solid cells [n³] in index order, values k/8, of a shape in a box of sides <paramref name="extent"/>.</summary>
    public static float[] Of(VoxelSolid solid, Vector3 extent, int n)
    {
        var values = new float[n * n * n];
        foreach (var i in Stretched(solid, extent, 2 * n).Inside())
        {
            var (x, y, z) = (i / (4 * n * n), i / (2 * n) % (2 * n), i % (2 * n));
            values[(x / 2 * n + y / 2) * n + z / 2] += 0.125f;
        }
        return values;
    }

    /// <summary>The same seen in a mirror: x ↦ −x.</summary>
    public static float[] Mirrored(float[] values, int n)
    {
        var result = new float[values.Length];
        for (var x = 0; x < n; x++)
            values.AsSpan(x * n * n, n * n).CopyTo(result.AsSpan((n - 1 - x) * n * n));
        return result;
    }
}
