namespace Rhumb.Training.Data;

/// <summary>A share of training points, normally distributed around the surface.</summary>
/// <param name="Share">Share of all points, in [0, 1].</param>
/// <param name="Distance">Standard deviation along each axis of their distance from a surface cell, in units of the cube.</param>
public sealed record PointBand(double Share, double Distance);
