using Rhumb.Generators.Shapes;
using Rhumb.Media;

namespace Rhumb.Scoring;

/// <summary>A target solid from a voxel file.</summary>
public static class SolidTarget
{
    /// <summary>
    /// The solid of an .npy array [n, n, n] (bool, uint8 or float; inside where above ½), its samples those of <see cref="SampleGrid"/>: axes x, y, z, at
    /// cell centres of the generator's cube.
    /// </summary>
    /// <exception cref="RhumbException">The file cannot be read, or is no cube of voxels.</exception>
    public static VoxelSolid Read(string path)
    {
        var array = NpyFile.Read(path);
        if (array.Shape is not [var n, var second, var third] || second != n || third != n || n < 2)
            throw new RhumbException($"'{path}' has the shape [{string.Join(", ", array.Shape)}]; a voxel target is [n, n, n].");
        return VoxelSolid.FromValues(n, array.Values, 0.5f);
    }
}
