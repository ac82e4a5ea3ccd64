using Rhumb.Generators.Shapes;

namespace Rhumb.Media;

/// <summary>Writes a mesh in the format that the file's extension names.</summary>
public static class MeshFile
{
    /// <summary>The extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".glb", ".obj", ".stl"];

    /// <summary>Writes <paramref name="mesh"/> to <paramref name="path"/> as GLB, OBJ or binary STL.</summary>
    /// <exception cref="RhumbException">The extension is none of these, the mesh is empty, or the file cannot be written.</exception>
    public static void Write(string path, Mesh mesh, MeshExport export)
    {
        var bytes = Encode(Path.GetExtension(path), mesh, export);
        AtomicFile.Write(path, bytes);
    }

    /// <summary>The bytes of <paramref name="mesh"/> in the format of <paramref name="extension"/> (".glb", ".obj", ".stl").</summary>
    /// <exception cref="RhumbException">The extension is none of these or the mesh is empty.</exception>
    public static byte[] Encode(string extension, Mesh mesh, MeshExport export) => extension.ToLowerInvariant() switch
    {
        ".glb" => GlbFormat.Encode(mesh, export),
        ".obj" => ObjFormat.Encode(mesh, export),
        ".stl" => StlFormat.Encode(mesh, export),
        _ => throw new RhumbException($"Meshes are written as {string.Join(", ", Extensions)}, not as '{extension}'; change the file's extension."),
    };
}
