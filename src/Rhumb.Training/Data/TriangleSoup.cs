using System.Numerics;

namespace Rhumb.Training.Data;

/// <summary>Triangles as files hold them: neither closed nor oriented, and none the worse for it.</summary>
/// <param name="Vertices">Corner positions.</param>
/// <param name="Triangles">Three vertex indices a triangle [3 · T].</param>
public sealed record TriangleSoup(IReadOnlyList<Vector3> Vertices, int[] Triangles)
{
    /// <summary>The smallest box around the triangles; vertices that no triangle uses do not count.</summary>
    public (Vector3 Low, Vector3 High) Bounds()
    {
        var (low, high) = (new Vector3(float.PositiveInfinity), new Vector3(float.NegativeInfinity));
        foreach (var index in Triangles)
            (low, high) = (Vector3.Min(low, Vertices[index]), Vector3.Max(high, Vertices[index]));
        return (low, high);
    }

    /// <summary>Every vertex turned by R.</summary>
    public TriangleSoup Turned(Rotation rotation) =>
        rotation == Rotation.None ? this : this with { Vertices = Vertices.Select(rotation.Apply).ToArray() };

    /// <summary>Moved and scaled so that the box is centred at 0 and its longest side is 1: the shape lies in [-0.5, 0.5]³.</summary>
    /// <exception cref="RhumbException">The box is a single point, or too large for float32.</exception>
    public TriangleSoup Normalised()
    {
        var (low, high) = Bounds();
        var size = high - low;
        var longest = Math.Max(size.X, Math.Max(size.Y, size.Z));
        if (!(longest > 0) || !float.IsFinite(longest))
            throw new RhumbException("The shape has no size: all its triangles lie in one point, or are not finite; leave it out.");
        var centre = low + size / 2;
        return this with { Vertices = Vertices.Select(v => (v - centre) / longest).ToArray() };
    }
}
