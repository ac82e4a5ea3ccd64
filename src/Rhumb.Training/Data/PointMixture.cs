namespace Rhumb.Training.Data;

/// <summary>Where training points lie.</summary>
/// <param name="NearShare">Share of points near the surface, in [0, 1].</param>
/// <param name="NearDistance">Largest distance of those from a surface cell along each axis, in units of the cube.</param>
public sealed record PointMixture(double NearShare, double NearDistance)
{
    /// <summary>Five eighths within one cell of a 64³ grid.</summary>
    public static PointMixture Default { get; } = new(5 / 8d, 1 / 64d);
}
