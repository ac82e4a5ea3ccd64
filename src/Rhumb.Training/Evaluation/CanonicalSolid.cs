using Rhumb.Generators.Shapes;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>Compares shapes whatever their proportions and handedness: each axis is stretched to its full length, and mirrored ones count as equal.</summary>
public static class CanonicalSolid
{
    /// <summary>The part of <paramref name="solid"/> inside its box, resampled (nearest cell) to fill <paramref name="size"/>³; empty stays empty.</summary>
    public static VoxelSolid Of(VoxelSolid solid, int size)
    {
        var result = new VoxelSolid(size);
        if (solid.Box() is not { } box)
            return result;
        var from = new int[3, size];
        for (var axis = 0; axis < 3; axis++)
            for (var i = 0; i < size; i++)
                from[axis, i] = box.First[axis] + (int)((i + 0.5) / size * (box.Last[axis] - box.First[axis] + 1));
        for (var x = 0; x < size; x++)
            for (var y = 0; y < size; y++)
                for (var z = 0; z < size; z++)
                    if (solid[from[0, x], from[1, y], from[2, z]])
                        result[x, y, z] = true;
        return result;
    }
}
