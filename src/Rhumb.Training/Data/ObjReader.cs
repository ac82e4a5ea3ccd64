using System.Globalization;
using System.Numerics;
using System.Text;

namespace Rhumb.Training.Data;

/// <summary>
/// Reads the geometry of Wavefront OBJ files: <c>v</c> and <c>f</c> with all its index forms (v, v/vt, v//vn, v/vt/vn, negative),
/// polygons, continued lines; everything else (normals, texture coordinates, groups, materials, curves) is passed over.
/// The file is read line by line, so its size is bounded only by its geometry.
/// </summary>
public static class ObjReader
{
    /// <summary>The triangles of all objects and groups together.</summary>
    /// <exception cref="RhumbException">The file cannot be read as OBJ; the sentence names file and line.</exception>
    public static TriangleSoup Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.Latin1, detectEncodingFromByteOrderMarks: true, 1 << 16);
            return Read(reader, path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"{path} cannot be read ({cause.Message.TrimEnd('.')}); leave it out or mend it.", cause);
        }
    }

    internal static TriangleSoup Read(TextReader reader, string path)
    {
        var vertices = new List<Vector3>();
        var corners = new List<int>();        // of all faces, one after the other
        var faces = new List<(int Start, int Line)>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            var first = ++number;
            while (line.EndsWith('\\') && reader.ReadLine() is { } more)
            {
                line = string.Concat(line.AsSpan(0, line.Length - 1), " ", more);
                number++;
            }
            var text = line.AsSpan().TrimStart();
            if (text.Length < 2 || text[1] is not (' ' or '\t'))
                continue;
            if (text[0] == 'v')
                vertices.Add(ReadVertex(text[2..], path, first));
            else if (text[0] == 'f')
            {
                faces.Add((corners.Count, first));
                ReadFace(text[2..], vertices.Count, corners, path, first);
            }
        }
        if (faces.Count == 0)
            throw new RhumbException($"{path} holds no face ('f' line) to the end, line {number}; it is empty, truncated or not an OBJ file.");
        return new TriangleSoup(vertices, Triangulate(vertices, corners, faces, path));
    }

    private static Vector3 ReadVertex(ReadOnlySpan<char> text, string path, int line)
    {
        var v = Vector3.Zero;
        for (var axis = 0; axis < 3; axis++)
        {
            var word = NextWord(ref text);
            if (!float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
                throw Broken(path, line, word.IsEmpty ? "a vertex has fewer than three coordinates" : $"'{Excerpt(word)}' is not a coordinate");
            v[axis] = value;
        }
        return v;
    }

    private static void ReadFace(ReadOnlySpan<char> text, int vertexCount, List<int> corners, string path, int line)
    {
        var start = corners.Count;
        while (NextWord(ref text) is { IsEmpty: false } word)
        {
            if (word[0] == '#')
                break;
            var slash = word.IndexOf('/');
            var index = slash < 0 ? word : word[..slash];
            if (!int.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) || n == 0 || n < -vertexCount)
                throw Broken(path, line, $"'{Excerpt(word)}' does not name a vertex");
            corners.Add(n > 0 ? n - 1 : vertexCount + n);
        }
        if (corners.Count == start)
            throw Broken(path, line, "a face has no corners");
    }

    /// <summary>After the whole file is read, because a face may name vertices that come later.</summary>
    private static int[] Triangulate(List<Vector3> vertices, List<int> corners, List<(int Start, int Line)> faces, string path)
    {
        var triangles = new List<int>(corners.Count);
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(corners);
        for (var i = 0; i < faces.Count; i++)
        {
            var face = all[faces[i].Start..(i + 1 < faces.Count ? faces[i + 1].Start : corners.Count)];
            foreach (var corner in face)
                if (corner >= vertices.Count)
                    throw Broken(path, faces[i].Line, $"a face names vertex {corner + 1} of {vertices.Count}");
            // Old exporters write loose edges as faces of two corners: they have no surface.
            if (face.Length >= 3)
                PolygonTriangulation.Add(triangles, vertices, face);
        }
        return triangles.Count > 0
            ? [.. triangles]
            : throw Broken(path, faces[^1].Line, "no face up to here has three corners");
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var end = text.IndexOfAny(' ', '\t', '\r');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[end..];
        return word;
    }

    private static string Excerpt(ReadOnlySpan<char> word) => word.Length > 20 ? $"{word[..20]}…" : word.ToString();

    private static RhumbException Broken(string path, int line, string what) => new($"{path}, line {line}: {what}; leave the file out or mend it.");
}
