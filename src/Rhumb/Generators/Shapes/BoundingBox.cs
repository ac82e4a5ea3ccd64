using System.Numerics;

namespace Rhumb.Generators.Shapes;

/// <summary>An axis-aligned box.</summary>
/// <param name="Min">The smallest coordinates.</param>
/// <param name="Max">The largest coordinates.</param>
public readonly record struct BoundingBox(Vector3 Min, Vector3 Max)
{
    /// <summary>Max − Min.</summary>
    public Vector3 Size => Max - Min;

    /// <summary>(Min + Max) / 2.</summary>
    public Vector3 Centre => (Min + Max) / 2;
}
