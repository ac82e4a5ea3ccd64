using System.Globalization;
using System.Text;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Media;

/// <summary>Wavefront OBJ with normals; the recipe is one comment line.</summary>
internal static class ObjFormat
{
    private const string Mark = "# rhumb-recipe: ";

    public static byte[] Encode(Mesh mesh, MeshExport export)
    {
        var (positions, normals) = export.Place(mesh, UpAxis.Y, 1);
        var text = new StringBuilder(80 * positions.Length);
        text.Append("# Rhumb, metres\n");
        if (export.Recipe is { } recipe)
        {
            text.Append("# ").Append(recipe.Credit.ReplaceLineEndings(" ")).Append('\n');
            text.Append(Mark).Append(recipe.ToJson()).Append('\n');
        }
        foreach (var p in positions)
            text.Append(CultureInfo.InvariantCulture, $"v {p.X:G8} {p.Y:G8} {p.Z:G8}\n");
        foreach (var n in normals)
            text.Append(CultureInfo.InvariantCulture, $"vn {n.X:G5} {n.Y:G5} {n.Z:G5}\n");
        var triangles = mesh.Triangles;
        for (var i = 0; i < triangles.Length; i += 3)
            text.Append(CultureInfo.InvariantCulture, $"f {triangles[i] + 1}//{triangles[i] + 1} {triangles[i + 1] + 1}//{triangles[i + 1] + 1} {triangles[i + 2] + 1}//{triangles[i + 2] + 1}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The JSON of the recipe inside, or null. It stands among the comments at the top.</summary>
    public static string? FindRecipe(ReadOnlySpan<byte> file)
    {
        while (file.Length > 0 && file[0] == '#')
        {
            var end = file.IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString(end < 0 ? file : file[..end]).TrimEnd();
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return line[Mark.Length..];
            file = end < 0 ? [] : file[(end + 1)..];
        }
        return null;
    }
}
