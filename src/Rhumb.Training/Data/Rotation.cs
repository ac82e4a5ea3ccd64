using System.Globalization;
using System.Numerics;

namespace Rhumb.Training.Data;

/// <summary>A linear map v ↦ R v of space; the rows of R are X, Y and Z.</summary>
/// <param name="X">First row of R.</param>
/// <param name="Y">Second row of R.</param>
/// <param name="Z">Third row of R.</param>
public sealed record Rotation(Vector3 X, Vector3 Y, Vector3 Z)
{
    /// <summary>R = I.</summary>
    public static Rotation None { get; } = new(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ);

    /// <summary>R v.</summary>
    public Vector3 Apply(Vector3 v) => new(Vector3.Dot(X, v), Vector3.Dot(Y, v), Vector3.Dot(Z, v));

    /// <summary>Parses nine numbers, row by row.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Rotation Parse(string text)
    {
        var v = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => float.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();
        return v.Length == 9
            ? new Rotation(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]))
            : throw new FormatException($"A rotation has 9 numbers, not {v.Length}.");
    }

    /// <summary>The nine numbers, row by row.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{X.X:R} {X.Y:R} {X.Z:R} {Y.X:R} {Y.Y:R} {Y.Z:R} {Z.X:R} {Z.Y:R} {Z.Z:R}");
}
