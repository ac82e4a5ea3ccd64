using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>
/// Strengthens what is thin: parts that do not survive an opening (erosion and dilation by balls) are grown a little, so that wires and panels
/// thinner than a cell of the grid that networks are measured on stay connected there. Faces of what is thick stay where they are.
/// </summary>
/// <param name="Erosion">Radius of the erosion in cells: thinner than about twice this counts as thin.</param>
/// <param name="Dilation">Radius of the dilation in cells, a little larger, so that rounded edges do not count as thin; sharp ones do, and grow as well.</param>
/// <param name="Growth">Radius in cells by which thin parts grow.</param>
public sealed record SolidThickening(double Erosion = 2, double Dilation = 2.5, double Growth = 1.5)
{
    /// <summary>The solid with its thin parts grown: S ∪ (S ∖ open(S)) ⊕ ball.</summary>
    public VoxelSolid Apply(VoxelSolid solid)
    {
        var core = Inverted(Dilated(Inverted(solid), Erosion));
        var opened = Dilated(core, Dilation);
        var thin = new VoxelSolid(solid.Resolution);
        for (var i = 0; i < thin.Words.Length; i++)
            thin.Words[i] = solid.Words[i] & ~opened.Words[i];
        var result = Dilated(thin, Growth);
        for (var i = 0; i < result.Words.Length; i++)
            result.Words[i] |= solid.Words[i];
        return result;
    }

    /// <summary>All cells within <paramref name="radius"/> of a solid one; beyond the grid counts as empty.</summary>
    internal static VoxelSolid Dilated(VoxelSolid solid, double radius)
    {
        var (n, reach) = (solid.Resolution, (int)radius);
        if (n % 64 != 0)
            throw new ArgumentException($"Rows of cells must be whole words of 64; {n} is no multiple of it.", nameof(solid));
        var result = new VoxelSolid(n);
        for (var dx = -reach; dx <= reach; dx++)
            for (var dy = -reach; dy <= reach; dy++)
            {
                var square = radius * radius - dx * dx - dy * dy;
                if (square < 0)
                    continue;
                // One row of the ball is a run of cells along z, so each pair of rows costs one pass.
                var half = (int)Math.Sqrt(square);
                for (var x = Math.Max(0, -dx); x < Math.Min(n, n - dx); x++)
                    for (var y = Math.Max(0, -dy); y < Math.Min(n, n - dy); y++)
                        SpreadRow(Row(solid, x, y), Row(result, x + dx, y + dy), half);
            }
        return result;
    }

    private static Span<ulong> Row(VoxelSolid solid, int x, int y) =>
        solid.Words.Slice((x * solid.Resolution + y) * solid.Resolution / 64, solid.Resolution / 64);

    /// <summary>ORs a row of cells, spread by <paramref name="half"/> cells to both sides, into another, 64 cells at a time.</summary>
    private static void SpreadRow(ReadOnlySpan<ulong> from, Span<ulong> to, int half)
    {
        for (var w = 0; w < from.Length; w++)
        {
            var (word, before, after) = (from[w], w > 0 ? from[w - 1] : 0, w + 1 < from.Length ? from[w + 1] : 0);
            if ((word | before | after) == 0)
                continue;
            var spread = word;
            for (var d = 1; d <= half; d++)
                spread |= word << d | before >> (64 - d) | word >> d | after << (64 - d);
            to[w] |= spread;
        }
    }

    private static VoxelSolid Inverted(VoxelSolid solid)
    {
        var result = new VoxelSolid(solid.Resolution);
        for (var i = 0; i < solid.Words.Length; i++)
            result.Words[i] = ~solid.Words[i];
        return result;
    }
}
