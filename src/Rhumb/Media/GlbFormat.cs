using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Media;

/// <summary>Binary glTF 2.0: one mesh with normals and a clay material, the recipe in <c>asset.extras.recipe</c>, the credit in <c>asset.copyright</c>.</summary>
internal static class GlbFormat
{
    public static readonly byte[] Magic = "glTF"u8.ToArray();

    private const int JsonChunk = 0x4E4F534A, BinaryChunk = 0x004E4942;

    public static byte[] Encode(Mesh mesh, MeshExport export)
    {
        var (positions, normals) = export.Place(mesh, UpAxis.Y, 1);
        var (min, max) = (positions[0], positions[0]);
        foreach (var p in positions)
            (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        var vectors = 12 * positions.Length;
        var indices = 4 * mesh.Triangles.Length;
        var asset = new JsonObject { ["version"] = "2.0", ["generator"] = "Rhumb" };
        if (export.Recipe is { } recipe)
        {
            asset["copyright"] = recipe.Credit;
            asset["extras"] = new JsonObject { ["recipe"] = JsonNode.Parse(recipe.ToJson()) };
        }
        var root = new JsonObject
        {
            ["asset"] = asset,
            ["scene"] = 0,
            ["scenes"] = new JsonArray(new JsonObject { ["nodes"] = new JsonArray(0) }),
            ["nodes"] = new JsonArray(new JsonObject { ["mesh"] = 0, ["name"] = export.Recipe?.Model ?? "shape" }),
            ["meshes"] = new JsonArray(new JsonObject
            {
                ["primitives"] = new JsonArray(new JsonObject
                {
                    ["attributes"] = new JsonObject { ["POSITION"] = 0, ["NORMAL"] = 1 },
                    ["indices"] = 2,
                    ["material"] = 0,
                }),
            }),
            ["materials"] = new JsonArray(new JsonObject
            {
                ["name"] = "clay",
                ["pbrMetallicRoughness"] = new JsonObject { ["baseColorFactor"] = new JsonArray(0.72, 0.69, 0.65, 1), ["metallicFactor"] = 0, ["roughnessFactor"] = 0.8 },
            }),
            ["accessors"] = new JsonArray(
                new JsonObject { ["bufferView"] = 0, ["componentType"] = 5126, ["count"] = positions.Length, ["type"] = "VEC3", ["min"] = Array(min), ["max"] = Array(max) },
                new JsonObject { ["bufferView"] = 1, ["componentType"] = 5126, ["count"] = positions.Length, ["type"] = "VEC3" },
                new JsonObject { ["bufferView"] = 2, ["componentType"] = 5125, ["count"] = mesh.Triangles.Length, ["type"] = "SCALAR" }),
            ["bufferViews"] = new JsonArray(
                new JsonObject { ["buffer"] = 0, ["byteOffset"] = 0, ["byteLength"] = vectors, ["target"] = 34962 },
                new JsonObject { ["buffer"] = 0, ["byteOffset"] = vectors, ["byteLength"] = vectors, ["target"] = 34962 },
                new JsonObject { ["buffer"] = 0, ["byteOffset"] = 2 * vectors, ["byteLength"] = indices, ["target"] = 34963 }),
            ["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = 2 * vectors + indices }),
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(root);
        var jsonLength = (json.Length + 3) / 4 * 4;
        var binaryLength = 2 * vectors + indices;
        var file = new byte[12 + 8 + jsonLength + 8 + binaryLength];
        Magic.CopyTo(file, 0);
        Put(file, 4, 2);
        Put(file, 8, file.Length);
        Put(file, 12, jsonLength);
        Put(file, 16, JsonChunk);
        json.CopyTo(file, 20);
        file.AsSpan(20 + json.Length, jsonLength - json.Length).Fill((byte)' ');
        var at = 20 + jsonLength;
        Put(file, at, binaryLength);
        Put(file, at + 4, BinaryChunk);
        MemoryMarshal.AsBytes(positions.AsSpan()).CopyTo(file.AsSpan(at + 8));
        MemoryMarshal.AsBytes(normals.AsSpan()).CopyTo(file.AsSpan(at + 8 + vectors));
        MemoryMarshal.AsBytes(mesh.Triangles.AsSpan()).CopyTo(file.AsSpan(at + 8 + 2 * vectors));
        return file;
    }

    /// <summary>The JSON of the recipe inside, or null.</summary>
    public static string? FindRecipe(ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || BinaryPrimitives.ReadInt32LittleEndian(file[16..]) != JsonChunk)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        if (length < 0 || length > file.Length - 20)
            return null;
        try
        {
            return JsonNode.Parse(file.Slice(20, length))?["asset"]?["extras"]?["recipe"]?.ToJsonString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static void Put(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static JsonArray Array(Vector3 v) => new(v.X, v.Y, v.Z);
}
