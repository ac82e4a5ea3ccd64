namespace Rhumb.Generators;

/// <summary>How the field of a shape generator is to be read.</summary>
/// <param name="Low">Lower face of the cube that holds every shape, on each axis.</param>
/// <param name="High">Upper face of that cube.</param>
/// <param name="IsoLevel">The solid is where the field is greater than this.</param>
/// <param name="Scale">Length in metres of one unit, used on export.</param>
/// <param name="Up">The axis that points up in the generator's own coordinates.</param>
public sealed record ShapeLayout(float Low = -0.5f, float High = 0.5f, float IsoLevel = 0, float Scale = 1, UpAxis Up = UpAxis.Y);
