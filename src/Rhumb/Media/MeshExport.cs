using System.Numerics;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Media;

/// <summary>How a mesh is to be written.</summary>
public sealed record MeshExport
{
    /// <summary>The axis that points up in the file; null for the format's habit: y in GLB and OBJ, z in STL.</summary>
    public UpAxis? Up { get; init; }

    /// <summary>Length in metres of one unit of the mesh. GLB and OBJ are written in metres, STL in millimetres as slicers expect.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The axis that points up in the mesh itself.</summary>
    public UpAxis MeshUp { get; init; } = UpAxis.Y;

    /// <summary>The recipe to carry; null for a mesh that no generator made.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The export of a shape of the generator that <paramref name="manifest"/> describes, at its scale.</summary>
    public static MeshExport Of(GeneratorManifest manifest, Recipe recipe) => new()
    {
        Scale = manifest.Shape?.Scale ?? 1,
        MeshUp = manifest.Shape?.Up ?? UpAxis.Y,
        Recipe = recipe,
    };

    /// <summary>Positions and normals [V, 3] as they go into a file whose habit is <paramref name="habit"/> and whose unit is 1 m / <paramref name="unitsPerMetre"/>.</summary>
    /// <exception cref="RhumbException">The mesh is empty or the scale is not a positive number.</exception>
    internal (Vector3[] Positions, Vector3[] Normals) Place(Mesh mesh, UpAxis habit, double unitsPerMetre)
    {
        if (mesh.TriangleCount == 0)
            throw new RhumbException("The shape is empty here, so there is nothing to write; choose another point.");
        if (Scale is not (> 0 and < 1e9))
            throw new RhumbException($"The scale {Scale} is no length: give metres a unit, a positive number.");
        var factor = (float)(Scale * unitsPerMetre);
        var (from, to) = (MeshUp, Up ?? habit);
        var positions = new Vector3[mesh.VertexCount];
        var normals = new Vector3[mesh.VertexCount];
        for (var v = 0; v < positions.Length; v++)
            (positions[v], normals[v]) = (factor * Turn(mesh.Vertex(v), from, to), Turn(mesh.Normal(v), from, to));
        return (positions, normals);
    }

    private static Vector3 Turn(Vector3 p, UpAxis from, UpAxis to) => (from, to) switch
    {
        (UpAxis.Y, UpAxis.Z) => new Vector3(p.X, -p.Z, p.Y),
        (UpAxis.Z, UpAxis.Y) => new Vector3(p.X, p.Z, -p.Y),
        _ => p,
    };
}
