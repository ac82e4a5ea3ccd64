using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>One shape ready to learn from.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Solid">The truth: the solid on 256³ cells, longest side 1, centred, y up, facing +z.</param>
/// <param name="Extent">Sides of its box, the longest about 1.</param>
public sealed record TrainingShape(ShapeSource Source, VoxelSolid Solid, Vector3 Extent);
