using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>Finds the surface of a solid: its cells with an empty neighbour through a face; beyond the grid all is empty.</summary>
public static class SurfaceCells
{
    /// <summary>Indices of the surface cells, ascending.</summary>
    public static IReadOnlyList<int> Of(VoxelSolid solid)
    {
        var n = solid.Resolution;
        var cells = new List<int>();
        foreach (var i in solid.Inside())
        {
            var (x, y, z) = (i / (n * n), i / n % n, i % n);
            if (x == 0 || x == n - 1 || y == 0 || y == n - 1 || z == 0 || z == n - 1
                || !solid[i - 1] || !solid[i + 1] || !solid[i - n] || !solid[i + n] || !solid[i - n * n] || !solid[i + n * n])
                cells.Add(i);
        }
        return cells;
    }
}
