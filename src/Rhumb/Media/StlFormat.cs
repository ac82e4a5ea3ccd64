using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Media;

/// <summary>Binary STL in millimetres, z up, with the recipe in the lowest eight bits of each component of the facet normals.</summary>
/// <remarks>
/// STL has no place for text: bytes after the last triangle make strict readers refuse the file, and the two attribute bytes of a
/// triangle must be zero for some and mean a colour to others. The lowest bits of the normals change them by less than 2⁻¹⁵ and the file
/// stays exactly what every reader expects. The header says how many bytes of zlib data they hold.
/// </remarks>
internal static class StlFormat
{
    private const string Mark = "Rhumb STL, millimetres, recipe bytes: ";
    private const int Header = 84, Facet = 50;

    public static byte[] Encode(Mesh mesh, MeshExport export)
    {
        var (positions, _) = export.Place(mesh, UpAxis.Z, 1000);
        var payload = export.Recipe is null ? [] : CompressedText.Encode(export.Recipe.ToJson(), CompressionLevel.SmallestSize);
        var capacity = 3 * mesh.TriangleCount;
        if (payload.Length > capacity)
            throw new RhumbException($"An STL of {mesh.TriangleCount} triangles cannot carry this recipe of {payload.Length} bytes; export at a finer resolution, or as GLB or OBJ.");
        var file = new byte[Header + Facet * mesh.TriangleCount];
        Encoding.ASCII.GetBytes((Mark + payload.Length.ToString(CultureInfo.InvariantCulture)).PadRight(80)).AsSpan(0, 80).CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(80), mesh.TriangleCount);
        var hidden = 0;
        for (var t = 0; t < mesh.TriangleCount; t++)
        {
            var facet = file.AsSpan(Header + Facet * t, Facet);
            var (a, b, c) = (positions[mesh.Triangles[3 * t]], positions[mesh.Triangles[3 * t + 1]], positions[mesh.Triangles[3 * t + 2]]);
            var cross = Vector3.Cross(b - a, c - a);
            var normal = cross == Vector3.Zero ? Vector3.UnitZ : Vector3.Normalize(cross);
            for (var axis = 0; axis < 3; axis++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(facet[(4 * axis)..], normal[axis]);
                facet[4 * axis] = hidden < payload.Length ? payload[hidden++] : (byte)0;
                BinaryPrimitives.WriteSingleLittleEndian(facet[(12 + 4 * axis)..], a[axis]);
                BinaryPrimitives.WriteSingleLittleEndian(facet[(24 + 4 * axis)..], b[axis]);
                BinaryPrimitives.WriteSingleLittleEndian(facet[(36 + 4 * axis)..], c[axis]);
            }
        }
        return file;
    }

    /// <summary>Whether the file is a binary STL of ours.</summary>
    public static bool IsOurs(ReadOnlySpan<byte> file) => file.Length >= Header && file.StartsWith(Encoding.ASCII.GetBytes(Mark));

    /// <summary>The JSON of the recipe inside; null where there is none that can be read.</summary>
    public static string? FindRecipe(ReadOnlySpan<byte> file)
    {
        var triangles = BinaryPrimitives.ReadInt32LittleEndian(file[80..]);
        if (!int.TryParse(Encoding.ASCII.GetString(file[Mark.Length..80]), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length)
            || length <= 0 || length > 3L * triangles || file.Length < Header + (long)Facet * triangles)
            return null;
        var payload = new byte[length];
        for (var i = 0; i < length; i++)
            payload[i] = file[Header + Facet * (i / 3) + 4 * (i % 3)];
        return CompressedText.Decode(payload);
    }
}
