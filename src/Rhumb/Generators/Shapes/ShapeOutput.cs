namespace Rhumb.Generators.Shapes;

/// <summary>A shape that a generator made: its surface and the samples that lie inside.</summary>
/// <param name="Mesh">Closed manifold surface with normals, in the generator's coordinates (y up unless the manifest says otherwise).</param>
/// <param name="Solid">The decoded samples, inside or outside, at the resolution of the decode.</param>
public sealed record ShapeOutput(Mesh Mesh, VoxelSolid Solid) : Output;
