using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;

namespace Rhumb.Cli;

/// <summary>Writes what a generator made, in the format that the file's extension names.</summary>
internal static class OutputFile
{
    /// <summary>Writes <paramref name="output"/> with its recipe inside; an .npy of a shape holds its solid [n, n, n], 1 inside and 0 outside.</summary>
    /// <exception cref="RhumbException">The format does not fit the output, or the file cannot be written.</exception>
    public static void Write(string path, Output output, GeneratorManifest manifest, Recipe recipe, UpAxis? up)
    {
        if (output is not ShapeOutput shape)
            throw new RhumbException($"'{manifest.Name}' made a {output.GetType().Name}, for which there is no file format yet; use a shape generator.");
        if (Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            var n = shape.Solid.Resolution;
            var values = new float[shape.Solid.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = shape.Solid[i] ? 1 : 0;
            NpyFile.Write(path, values, n, n, n);
            return;
        }
        MeshFile.Write(path, shape.Mesh, MeshExport.Of(manifest, recipe) with { Up = up });
    }

    /// <summary>Refuses before any work what <see cref="Write"/> would refuse after it.</summary>
    public static void CheckFormat(string path)
    {
        IEnumerable<string> known = [.. MeshFile.Extensions, ".npy"];
        var extension = Path.GetExtension(path);
        if (!known.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"Shapes are written as {string.Join(", ", known)}, not as '{extension}'; change the extension of --output.");
    }
}
