using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>Reads a solid of n³ cells over [-0.5, 0.5]³ at points: cell (x, y, z) is centred at ((x, y, z) + ½) / n − ½.</summary>
public static class SolidSampling
{
    /// <summary>(i + ½) / n − ½, the centre of cell <paramref name="i"/> along an axis of <paramref name="size"/> cells.</summary>
    public static float Centre(int i, int size) => (i + 0.5f) / size - 0.5f;

    /// <summary>Whether the point lies in a solid cell; outside of [-0.5, 0.5)³ nothing does.</summary>
    public static bool Contains(this VoxelSolid solid, Vector3 p)
    {
        var q = (p + new Vector3(0.5f)) * solid.Resolution;
        return solid[(int)MathF.Floor(q.X), (int)MathF.Floor(q.Y), (int)MathF.Floor(q.Z)];
    }

    /// <summary>The solid of the <paramref name="size"/>³ cells whose centres lie in this one as <paramref name="variant"/> shows it.</summary>
    public static VoxelSolid Sample(this VoxelSolid solid, int size, ShapeVariant? variant = null)
    {
        variant ??= ShapeVariant.Original;
        var result = new VoxelSolid(size);
        var index = 0;
        for (var x = 0; x < size; x++)
            for (var y = 0; y < size; y++)
                for (var z = 0; z < size; z++, index++)
                    if (solid.Contains(variant.ToOriginal(new Vector3(Centre(x, size), Centre(y, size), Centre(z, size)))))
                        result[index] = true;
        return result;
    }

    /// <summary>Indices of the solid cells, ascending; skips empty words, so a sparse solid costs little.</summary>
    public static IEnumerable<int> Inside(this VoxelSolid solid)
    {
        for (var word = 0; word < solid.Words.Length; word++)
            for (var bits = solid.Words[word]; bits != 0; bits &= bits - 1)
                yield return word * 64 + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The same solid seen in a mirror: x ↦ −x.</summary>
    public static VoxelSolid Mirrored(this VoxelSolid solid)
    {
        var n = solid.Resolution;
        var result = new VoxelSolid(n);
        foreach (var i in solid.Inside())
            result[n - 1 - i / (n * n), i / n % n, i % n] = true;
        return result;
    }

    /// <summary>The smallest box of cells around the solid: first and last cell on each axis; null for an empty solid.</summary>
    public static (int[] First, int[] Last)? Box(this VoxelSolid solid)
    {
        var n = solid.Resolution;
        int[] first = [n, n, n], last = [-1, -1, -1];
        foreach (var i in solid.Inside())
        {
            ReadOnlySpan<int> at = [i / (n * n), i / n % n, i % n];
            for (var axis = 0; axis < 3; axis++)
                (first[axis], last[axis]) = (Math.Min(first[axis], at[axis]), Math.Max(last[axis], at[axis]));
        }
        return last[0] < 0 ? null : (first, last);
    }

    /// <summary>Sides of the box in units of the whole cube, for example (0.6, 1, 0.55); zero for an empty solid.</summary>
    public static Vector3 Extent(this VoxelSolid solid) => solid.Box() is { } box
        ? new Vector3(box.Last[0] - box.First[0] + 1, box.Last[1] - box.First[1] + 1, box.Last[2] - box.First[2] + 1) / solid.Resolution
        : Vector3.Zero;

    /// <summary>Cell (x, y, z) as a tensor wants it: 1 inside, 0 outside, [n, n, n] in index order, written to <paramref name="values"/> [n³].</summary>
    public static void CopyTo(this VoxelSolid solid, Span<float> values)
    {
        values[..solid.Count].Clear();
        foreach (var i in solid.Inside())
            values[i] = 1;
    }
}
