using System.Buffers.Binary;
using System.IO.Compression;
using Rhumb.Media;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class PngFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PixelsAndRecipeReadBack(bool opaque)
    {
        using var folder = new MediaFolder();
        var random = new Random(3);
        var image = new RgbaImage(19, 11);
        random.NextBytes(image.Pixels);
        if (opaque)
            for (var i = 3; i < image.Pixels.Length; i += 4)
                image.Pixels[i] = 255;
        var recipe = MediaFolder.Recipe();
        PngFile.Write(folder["a.png"], image, recipe);
        MediaFolder.AssertSame(recipe, RecipeFile.Read(folder["a.png"]));
        Assert.Equal(image.Pixels, Decode(File.ReadAllBytes(folder["a.png"]), out var chunks));
        Assert.Equal(["IHDR", "iTXt", "iTXt", "iTXt", "IDAT", "IEND"], chunks);
    }

    [Fact]
    public void AnImageWithoutARecipeSaysSo()
    {
        using var folder = new MediaFolder();
        PngFile.Write(folder["a.png"], new RgbaImage(2, 2));
        Assert.Contains("carries no recipe", Assert.Throws<RhumbException>(() => RecipeFile.Read(folder["a.png"])).Message, StringComparison.Ordinal);
    }

    /// <summary>A small file may say that its recipe is of gigabytes: as much as no recipe holds is not read.</summary>
    [Fact]
    public void A_recipe_that_never_ends_is_not_read()
    {
        using var blanks = new MemoryStream();
        using (var zlib = new ZLibStream(blanks, CompressionLevel.Fastest, leaveOpen: true))
            for (var i = 0; i < 100; i++)
                zlib.Write(new byte[1 << 20]);
        byte[] content = [.. "rhumb-recipe\0\u0001\0\0\0"u8, .. blanks.ToArray()];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        byte[] file = [0x89, .. "PNG\r\n"u8, 26, 10, .. length, .. "iTXt"u8, .. content, 0, 0, 0, 0];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("carries no recipe that can be read", Assert.Throws<RhumbException>(() => RecipeFile.Read(file, "a.png")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 << 20);
    }

    /// <summary>A reader written apart from the writer, for Paeth rows only.</summary>
    private static byte[] Decode(byte[] file, out List<string> chunks)
    {
        chunks = [];
        var (width, height, channels) = (0, 0, 0);
        byte[] data = [];
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            chunks.Add(type);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (type == "IHDR")
                (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12)), file[at + 17] == 2 ? 3 : 4);
            if (type == "IDAT")
            {
                using var zlib = new ZLibStream(new MemoryStream(file, at + 8, length), CompressionMode.Decompress);
                using var buffer = new MemoryStream();
                zlib.CopyTo(buffer);
                data = buffer.ToArray();
            }
            at += 12 + length;
        }
        var row = width * channels;
        var plain = new byte[height * row];
        var pixels = new byte[4 * width * height];
        Array.Fill(pixels, (byte)255);
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(4, data[y * (row + 1)]);
            for (var i = 0; i < row; i++)
            {
                var a = i >= channels ? plain[y * row + i - channels] : 0;
                var b = y > 0 ? plain[(y - 1) * row + i] : 0;
                var c = i >= channels && y > 0 ? plain[(y - 1) * row + i - channels] : 0;
                var p = a + b - c;
                var best = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
                plain[y * row + i] = (byte)(data[y * (row + 1) + 1 + i] + best);
                pixels[4 * (y * width + i / channels) + i % channels] = plain[y * row + i];
            }
        }
        return pixels;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
