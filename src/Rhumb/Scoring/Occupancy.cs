using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>Occupancy grids of shapes, as scores see them.</summary>
internal static class Occupancy
{
    /// <summary>The solid of an output.</summary>
    /// <exception cref="RhumbException">The output is not a shape.</exception>
    public static VoxelSolid SolidOf(Output output, string score) => output is ShapeOutput shape
        ? shape.Solid
        : throw new RhumbException($"The score '{score}' needs a generator of shapes.");

    /// <summary>
    /// Occupancies [n³] of a solid of m³ samples: the share of the samples in each cell of the coarser grid where m is a multiple of n, the
    /// nearest sample ⌊(i + ½) m / n⌋ otherwise (grids have their samples at cell centres).
    /// </summary>
    public static float[] Of(VoxelSolid solid, int n)
    {
        var m = solid.Resolution;
        var step = m % n == 0 ? m / n : 0;
        var occupancy = new float[n * n * n];
        var at = 0;
        for (var x = 0; x < n; x++)
            for (var y = 0; y < n; y++)
                for (var z = 0; z < n; z++, at++)
                    occupancy[at] = step > 0 ? Share(solid, x * step, y * step, z * step, step) : solid[Nearest(x), Nearest(y), Nearest(z)] ? 1 : 0;
        return occupancy;

        int Nearest(int i) => (int)((i + 0.5) * m / n);
    }

    private static float Share(VoxelSolid solid, int x0, int y0, int z0, int step)
    {
        var inside = 0;
        for (var x = x0; x < x0 + step; x++)
            for (var y = y0; y < y0 + step; y++)
                for (var z = z0; z < z0 + step; z++)
                    if (solid[x, y, z]) inside++;
        return (float)inside / (step * step * step);
    }
}
