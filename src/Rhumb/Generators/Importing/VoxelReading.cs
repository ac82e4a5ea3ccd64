using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>How an output of voxels, as a 3-D GAN makes them, is to be read as an implicit field: interpolated between the voxels' centres, outside 0.</summary>
/// <param name="X">Voxels along x, the first of the three axes.</param>
/// <param name="Y">Voxels along y.</param>
/// <param name="Z">Voxels along z.</param>
/// <param name="Level">The value on the surface.</param>
/// <param name="IsInsideNegative">Whether values are below that inside.</param>
/// <param name="IsOccupancy">Whether values are occupancies from 0 to 1, with one half on the surface; all else goes through a sigmoid first.</param>
internal sealed record VoxelReading(int X, int Y, int Z, float Level, bool IsInsideNegative, bool IsOccupancy)
{
    private const int LeastSide = 8;

    /// <summary>The cube that the longest axis fills.</summary>
    public static ShapeLayout Layout { get; } = new(-0.5f, 0.5f, 0.5f);

    /// <summary>Whether an output of shape [1, …] is a grid of voxels: [1, x, y, z] with one channel first or last, or a cube without.</summary>
    public static bool IsVoxels(ReadOnlySpan<long> shape) => Sides(shape) is not null;

    /// <summary>The reading of an output of shape [1, …].</summary>
    /// <exception cref="RhumbException">No sample has a surface.</exception>
    public static VoxelReading Of(ReadOnlySpan<long> shape, float[] values, (float Low, float High)? forced, ImportAnswers answers, List<string> notes)
    {
        var (x, y, z) = Sides(shape)!.Value;
        var (low, high) = ValueRange.Spread(values);
        var isOccupancy = forced is { } range ? range.Low == 0 : low >= -0.05f && high <= 1.1f;
        var level = answers.IsoLevel ?? (isOccupancy ? 0.5f : 0);
        var isNegative = answers.IsInsideNegative ?? (!isOccupancy && IsMostlyAbove(values, level, x, y, z));
        if (low >= level || high <= level)
            throw new RhumbException(FormattableString.Invariant(
                $"The voxels of samples run from {low:G3} to {high:G3}, so none has a surface at {level}; choose others with --prior, --iso or --inside."));
        notes.Add(FormattableString.Invariant(
            $"The output is taken to be {x} × {y} × {z} voxels along x, y and z between -0.5 and 0.5, with the solid where they are {(isNegative ? "below" : "above")} {level}; --iso and --inside say otherwise."));
        return new VoxelReading(x, y, z, level, isNegative, isOccupancy && !isNegative && level == 0.5f);
    }

    /// <summary>(latent, points [P, 3]) → field [B, P], above one half inside.</summary>
    public Model Field(Model model)
    {
        var g = new GraphBuilder("import_");
        var (voxels, points) = (new Value("import_voxels", ElementType.Float, model.Graph.Outputs[0].Dims), GraphBuilder.Input(FieldForms.Points, ElementType.Float, -1, 3));
        var flat = g.Emit("Reshape", [voxels, g.Ints(1, -1, X, Y, Z)], ElementType.Float, [1, -1, X, Y, Z]);
        if (!IsOccupancy)
            flat = g.Sigmoid(g.Mul(g.Sub(flat, g.Scalar(Level)), g.Scalar(IsInsideNegative ? -1 : 1)));
        // GridSample takes places from the last axis to the first, each axis from −1 to 1; codes are its channels, because the points are the same for all.
        var longest = Math.Max(X, Math.Max(Y, Z));
        var scale = g.Constant(TensorData.Of<float>(new[] { 2f * longest / Z, 2f * longest / Y, 2f * longest / X }, 3));
        var places = g.Mul(g.Emit("Gather", [points, g.Ints(2, 1, 0)], ElementType.Float, [-1, 3], new() { { "axis", 1L } }), scale);
        var grid = g.Emit("Reshape", [places, g.Ints(1, -1, 1, 1, 3)], ElementType.Float, [1, -1, 1, 1, 3]);
        var sampled = g.Emit("GridSample", [flat, grid], ElementType.Float, [1, -1, -1, 1, 1], new() { { "mode", "bilinear" }, { "padding_mode", "zeros" }, { "align_corners", 0L } });
        var field = g.Named(FieldForms.Field, g.Emit("Squeeze", [sampled, g.Ints(0, 3, 4)], ElementType.Float, [-1, -1]));
        var after = Model.Of(g.Build("import", [voxels, points], [field]), GraphBuilder.MinimumOpset);
        return Compose.Chain(model, after, voxels.Name, model.Graph.Outputs[0].Name);
    }

    private static (int X, int Y, int Z)? Sides(ReadOnlySpan<long> shape)
    {
        long[] inner = shape.Length == 5 && shape[1] == 1 ? [.. shape[2..]] : shape.Length == 5 && shape[4] == 1 ? [.. shape[1..4]] : shape.Length == 4 ? [.. shape[1..]] : [];
        // Without the axis of one channel only cubes are voxels: maps of features have four axes, too.
        var isChannelLess = shape.Length == 4;
        return inner.Length == 3 && Array.TrueForAll(inner, length => length >= LeastSide && (!isChannelLess || length == inner[0])) ? ((int)inner[0], (int)inner[1], (int)inner[2]) : null;
    }

    // What surrounds shapes is outside.
    private static bool IsMostlyAbove(float[] values, float level, int x, int y, int z)
    {
        var (above, count) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var (a, b, c) = (i / (y * z) % x, i / z % y, i % z);
            if (a != 0 && a != x - 1 && b != 0 && b != y - 1 && c != 0 && c != z - 1)
                continue;
            (above, count) = (above + (values[i] > level ? 1 : 0), count + 1);
        }
        return 2 * above > count;
    }
}
