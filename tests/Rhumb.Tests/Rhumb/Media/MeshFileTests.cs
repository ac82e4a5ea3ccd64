using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class MeshFileTests
{
    [Theory]
    [InlineData(".glb")]
    [InlineData(".obj")]
    [InlineData(".stl")]
    public async Task TheRecipeReadsBackWhateverTheFileIsCalled(string extension)
    {
        using var folder = new MediaFolder();
        var recipe = MediaFolder.Recipe();
        MeshFile.Write(folder["a" + extension], await MediaFolder.MeshAsync(), MeshExport.Of(MediaFolder.Manifest, recipe));
        File.Move(folder["a" + extension], folder["renamed"]);
        MediaFolder.AssertSame(recipe, RecipeFile.Read(folder["renamed"]));
        Assert.Equal(["renamed"], folder.Files);
    }

    [Theory]
    [InlineData(".glb", UpAxis.Y, 1)]
    [InlineData(".obj", UpAxis.Y, 1)]
    [InlineData(".stl", UpAxis.Z, 1000)]
    public async Task SizeAndUpAxisFollowTheOptions(string extension, UpAxis habit, float unitsPerMetre)
    {
        var mesh = await MediaFolder.MeshAsync();
        var size = mesh.Bounds().Size;
        foreach (var meshUp in new[] { UpAxis.Y, UpAxis.Z })
            foreach (var up in new UpAxis?[] { null, UpAxis.Y, UpAxis.Z })
            {
                var (vertices, triangles) = Parse(extension, MeshFile.Encode(extension, mesh, new MeshExport { Up = up, MeshUp = meshUp, Scale = 0.5 }));
                var written = new Mesh([.. vertices.SelectMany(v => new[] { v.X, v.Y, v.Z })], triangles);
                var expected = size * 0.5f * unitsPerMetre;
                if ((up ?? habit) != meshUp)
                    expected = new Vector3(expected.X, expected.Z, expected.Y);
                MediaFolder.AssertNear(expected, written.Bounds().Size, 1e-4f * unitsPerMetre);
                // A turn, never a mirror image: still outside out.
                Assert.Equal(mesh.Volume() * Math.Pow(0.5 * unitsPerMetre, 3), written.Volume(), 1e-4 * Math.Pow(unitsPerMetre, 3));
            }
    }

    [Fact]
    public async Task AGlbHasTheShapeThatTheSpecificationAsksFor()
    {
        var mesh = await MediaFolder.MeshAsync();
        var file = MeshFile.Encode(".glb", mesh, MeshExport.Of(MediaFolder.Manifest, MediaFolder.Recipe()));
        Assert.Equal(file.Length, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)));
        Assert.Equal(0, file.Length % 4);
        var json = GlbJson(file);
        Assert.Equal("2.0", (string?)json["asset"]!["version"]);
        Assert.Equal(MediaFolder.Manifest.CreditLine, (string?)json["asset"]!["copyright"]);
        Assert.Equal(mesh.VertexCount, (int)json["accessors"]![0]!["count"]!);
        Assert.Equal(mesh.Triangles.Length, (int)json["accessors"]![2]!["count"]!);
        Assert.Equal(mesh.Bounds().Max.Y * 0.9f, (float)json["accessors"]![0]!["max"]![1]!, 1e-5f);
    }

    [Fact]
    public async Task AnStlIsExactlyAsLongAsItsTrianglesItsAttributesAreZeroAndItsNormalsStillPointOut()
    {
        var mesh = await MediaFolder.MeshAsync();
        var file = MeshFile.Encode(".stl", mesh, MeshExport.Of(MediaFolder.Manifest, MediaFolder.Recipe()));
        Assert.Equal(84 + 50 * mesh.TriangleCount, file.Length);
        Assert.False(file.AsSpan().StartsWith("solid"u8));
        for (var t = 0; t < mesh.TriangleCount; t++)
        {
            var facet = file.AsSpan(84 + 50 * t, 50);
            Assert.Equal(0, facet[48] | facet[49]);
            var values = MemoryMarshal.Cast<byte, float>(facet[..48]);
            var (normal, a, b, c) = (new Vector3(values), new Vector3(values[3..]), new Vector3(values[6..]), new Vector3(values[9..]));
            MediaFolder.AssertNear(Vector3.Normalize(Vector3.Cross(b - a, c - a)), normal, 1e-4f);
        }
    }

    [Fact]
    public async Task ARecipeThatDoesNotFitIntoAnStlIsRefusedWithAWayOut()
    {
        using var folder = new MediaFolder();
        var error = Assert.Throws<RhumbException>(() => MeshFile.Write(folder["a.stl"], Tetrahedron(), MeshExport.Of(MediaFolder.Manifest, MediaFolder.Recipe())));
        Assert.Contains("GLB or OBJ", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
        MeshFile.Write(folder["a.stl"], await MediaFolder.MeshAsync(64), MeshExport.Of(MediaFolder.Manifest, MediaFolder.Recipe(steps: 100)));
        Assert.Equal(100, RecipeFile.Read(folder["a.stl"]).Path.Count);
    }

    [Fact]
    public void AnEmptyMeshAnUnknownExtensionAndAWrongScaleAreRefused()
    {
        Assert.Contains("empty", Assert.Throws<RhumbException>(() => MeshFile.Encode(".glb", Mesh.Empty, new MeshExport())).Message, StringComparison.Ordinal);
        Assert.Contains(".stl", Assert.Throws<RhumbException>(() => MeshFile.Encode(".fbx", Tetrahedron(), new MeshExport())).Message, StringComparison.Ordinal);
        Assert.Contains("metres", Assert.Throws<RhumbException>(() => MeshFile.Encode(".obj", Tetrahedron(), new MeshExport { Scale = -1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithoutARecipeSaysSo()
    {
        using var folder = new MediaFolder();
        foreach (var extension in MeshFile.Extensions)
        {
            MeshFile.Write(folder["a" + extension], Tetrahedron(), new MeshExport());
            Assert.Contains("carries no recipe", Assert.Throws<RhumbException>(() => RecipeFile.Read(folder["a" + extension])).Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(folder["empty"], []);
        Assert.Contains("carries no recipe", Assert.Throws<RhumbException>(() => RecipeFile.Read(folder["empty"])).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["other.json"], "{\"a\":1}");
        Assert.Contains("damaged", Assert.Throws<RhumbException>(() => RecipeFile.Read(folder["other.json"])).Message, StringComparison.Ordinal);
    }

    /// <summary>As of PNG: what the bits of an STL's normals expand to is not read without end.</summary>
    [Fact]
    public void AnStlWhoseRecipeNeverEndsIsNotRead()
    {
        using var blanks = new MemoryStream();
        using (var zlib = new ZLibStream(blanks, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var i = 0; i < 65; i++)
                zlib.Write(new byte[1 << 20]);
        var payload = blanks.ToArray();
        var triangles = (payload.Length + 2) / 3;
        var file = new byte[84 + (50 * triangles)];
        System.Text.Encoding.ASCII.GetBytes($"Rhumb STL, millimetres, recipe bytes: {payload.Length}".PadRight(80)).CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(80), triangles);
        for (var i = 0; i < payload.Length; i++)
            file[84 + (50 * (i / 3)) + (4 * (i % 3))] = payload[i];
        Assert.Contains("carries no recipe that can be read", Assert.Throws<RhumbException>(() => RecipeFile.Read(file, "a.stl")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGlbThatSaysOneThingTwiceIsRefused()
    {
        var json = """{"asset":{"extras":{"recipe":{"a":1},"recipe":{"a":2}}},"asset":{}}"""u8;
        var file = new byte[20 + json.Length];
        "glTF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), json.Length);
        "JSON"u8.CopyTo(file.AsSpan(16));
        json.CopyTo(file.AsSpan(20));
        Assert.Throws<RhumbException>(() => RecipeFile.Read(file, "a.glb"));
    }

    [Fact]
    public async Task TruncatedFilesNeverEndInAnythingButARhumbException()
    {
        using var folder = new MediaFolder();
        foreach (var extension in new[] { ".glb", ".obj", ".stl" })
        {
            var file = MeshFile.Encode(extension, await MediaFolder.MeshAsync(8), MeshExport.Of(MediaFolder.Manifest, MediaFolder.Recipe(0)));
            // Up to the end of the recipe: nothing that follows is needed to open it (in STL it is spread over the triangles).
            var end = extension == ".obj" ? file.AsSpan().IndexOf("\nv "u8) - 1 : extension == ".glb" ? 20 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12)) : file.Length;
            for (var length = 0; length < end; length += 7)
            {
                File.WriteAllBytes(folder["cut"], file[..length]);
                Assert.Throws<RhumbException>(() => RecipeFile.Read(folder["cut"]));
            }
        }
    }

    private static Mesh Tetrahedron() => new([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]);

    private static JsonNode GlbJson(byte[] file) => JsonNode.Parse(file.AsSpan(20, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12))))!;

    private static (Vector3[] Vertices, int[] Triangles) Parse(string extension, byte[] file)
    {
        if (extension == ".obj")
        {
            var lines = System.Text.Encoding.UTF8.GetString(file).Split('\n');
            return (
                [.. lines.Where(line => line.StartsWith("v ", StringComparison.Ordinal)).Select(line => line.Split(' ')).Select(p => new Vector3(float.Parse(p[1]), float.Parse(p[2]), float.Parse(p[3])))],
                [.. lines.Where(line => line.StartsWith("f ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ').Skip(1)).Select(corner => int.Parse(corner.Split('/')[0]) - 1)]);
        }
        if (extension == ".stl")
        {
            var count = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(80));
            var vertices = new List<Vector3>();
            for (var t = 0; t < count; t++)
                foreach (var v in MemoryMarshal.Cast<float, Vector3>(MemoryMarshal.Cast<byte, float>(file.AsSpan(84 + 50 * t + 12, 36))))
                    vertices.Add(v);
            return ([.. vertices], [.. Enumerable.Range(0, vertices.Count)]);
        }
        var json = GlbJson(file);
        var binary = file.AsSpan(28 + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12)));
        var views = json["bufferViews"]!.AsArray();
        ReadOnlySpan<byte> View(int i, ReadOnlySpan<byte> data) => data.Slice((int)views[i]!["byteOffset"]!, (int)views[i]!["byteLength"]!);
        return (MemoryMarshal.Cast<byte, Vector3>(View(0, binary)).ToArray(), MemoryMarshal.Cast<byte, int>(View(2, binary)).ToArray());
    }
}
