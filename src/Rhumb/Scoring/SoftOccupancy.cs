using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>
/// Occupancies that change smoothly with the field: o = ½ + f / (w ‖∇f‖), clamped to [0, 1], where f / ‖∇f‖ is about the distance from the
/// surface and w two steps of the grid. Unlike σ(f) it does not depend on how steep the network's field is, and a sum over samples
/// tends to the volume integral, its derivative to the surface integral ∫ δf / ‖∇f‖ dA (coarea formula).
/// </summary>
/// <remarks>The band |distance| &lt; one step lies in cells that the surface passes, all of whose corners the fast decode has evaluated.</remarks>
internal sealed class SoftOccupancy
{
    /// <summary>Reads <paramref name="field"/>.</summary>
    public SoftOccupancy(FieldGrid field)
    {
        var n = field.Grid.Resolution;
        Values = new float[field.Grid.Count];
        Slopes = new float[field.Grid.Count];
        var i = 0;
        for (var x = 0; x < n; x++)
            for (var y = 0; y < n; y++)
                for (var z = 0; z < n; z++, i++)
                {
                    Values[i] = field.IsInside(x, y, z) ? 1 : 0;
                    if (!field.IsEvaluated(x, y, z)) continue;
                    var width = 2 * field.Grid.Step * Steepness(field, x, y, z);
                    var value = field.Value(x, y, z);
                    if (!(2 * MathF.Abs(value) < width)) continue;
                    Values[i] = 0.5f + value / width;
                    Slopes[i] = 1 / width;
                }
    }

    /// <summary>o [n³] in index order.</summary>
    public float[] Values { get; }

    /// <summary>∂o/∂f [n³], zero outside the band; the change of ‖∇f‖ is neglected, as it is in the limit.</summary>
    public float[] Slopes { get; }

    /// <summary>‖∇f‖ by central differences, one-sided beside samples that were not evaluated.</summary>
    private static float Steepness(FieldGrid field, int x, int y, int z)
    {
        var square = 0f;
        var at = field.Value(x, y, z);
        for (var axis = 0; axis < 3; axis++)
        {
            var (dx, dy, dz) = (axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            var (after, before) = (field.Value(x + dx, y + dy, z + dz), field.Value(x - dx, y - dy, z - dz));
            var slope = (float.IsFinite(after), float.IsFinite(before)) switch
            {
                (true, true) => (after - before) / 2,
                (true, false) => after - at,
                (false, true) => at - before,
                _ => 0,
            };
            square += slope * slope;
        }
        return MathF.Sqrt(square) / field.Grid.Step;
    }
}
