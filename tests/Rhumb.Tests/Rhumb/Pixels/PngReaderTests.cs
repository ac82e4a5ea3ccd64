using System.Buffers.Binary;
using System.IO.Compression;
using Rhumb.LinearAlgebra;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Pixels;

public sealed class PngReaderTests
{
    private const int Width = 13, Height = 9;

    /// <summary>Every kind of pixels under every filter, written here sample by sample as the standard says (PNG, third edition, sections 7 and 9).</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(3, 4)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(4, 16)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public void Pixels_of_every_kind_are_read(byte colour, byte depth)
    {
        var random = new RandomStream(1, "png", (colour * 100) + depth);
        var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var most = (1 << depth) - 1;
        var palette = Enumerable.Range(0, 3 * Math.Min(256, most + 1)).Select(_ => (byte)random.Index(256)).ToArray();
        byte[] clear = colour == 3 ? [0, 100] : [];
        var samples = Enumerable.Range(0, Width * Height * channels).Select(_ => random.Index(most + 1)).ToArray();
        var image = PngReader.Decode(Png(colour, depth, samples, channels, palette, clear), "The picture");
        Assert.Equal((Width, Height), (image.Width, image.Height));
        for (var i = 0; i < Width * Height; i++)
        {
            byte Level(int channel) => (byte)Math.Round(255.0 * samples[(i * channels) + channel] / most);
            byte[] expected = colour switch
            {
                0 => [Level(0), Level(0), Level(0), 255],
                2 => [Level(0), Level(1), Level(2), 255],
                3 => [.. palette.AsSpan(3 * samples[i], 3), samples[i] < 2 ? clear[samples[i]] : (byte)255],
                4 => [Level(0), Level(0), Level(0), Level(1)],
                _ => [Level(0), Level(1), Level(2), Level(3)],
            };
            Assert.Equal(expected, image.Pixels.AsSpan(4 * i, 4).ToArray());
        }
    }

    [Fact]
    public void One_colour_may_be_clear()
    {
        var image = PngReader.Decode(Png(0, 8, [.. Enumerable.Range(0, Width * Height).Select(i => i % 3)], 1, [], [0, 2]), "The picture");
        for (var i = 0; i < Width * Height; i++)
            Assert.Equal(i % 3 == 2 ? 0 : 255, image.Pixels[(4 * i) + 3]);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var image = new RgbaImage(19, 11);
        new Random(3).NextBytes(image.Pixels);
        Assert.Equal(image.Pixels, PngReader.Decode(PngWriter.Encode(image), "The picture").Pixels);
    }

    /// <summary>A file cut or changed anywhere is read or refused in one sentence, never anything else.</summary>
    [Fact]
    public void Damaged_files_are_refused()
    {
        var file = PngWriter.Encode(new RgbaImage(8, 8));
        for (var length = 0; length < file.Length - 12; length++)
            Assert.Throws<RhumbException>(() => PngReader.Decode(file.AsSpan(0, length), "The picture"));
        for (var i = 0; i < file.Length; i++)
            foreach (var value in (byte[])[0, 1, 127, 255])
            {
                byte[] changed = [.. file];
                changed[i] = value;
                try
                {
                    PngReader.Decode(changed, "The picture");
                }
                catch (RhumbException error)
                {
                    Assert.StartsWith("The picture is ", error.Message, StringComparison.Ordinal);
                }
            }
    }

    [Theory]
    [InlineData(16, 100_000u, "make it smaller")]
    [InlineData(20, 0u, "make it smaller")]
    [InlineData(28, 1u, "interlac")]
    public void Files_that_cannot_be_read_say_what_to_do(int place, uint value, string remedy)
    {
        var file = PngWriter.Encode(new RgbaImage(8, 8));
        if (place == 28)
            file[place] = (byte)value;
        else
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(place), value);
        Assert.Contains(remedy, Assert.Throws<RhumbException>(() => PngReader.Decode(file, "The picture")).Message, StringComparison.Ordinal);
    }

    // Row y has filter y mod 5.
    private static byte[] Png(byte colour, byte depth, int[] samples, int channels, byte[] palette, byte[] clear)
    {
        var bytes = ((Width * channels * depth) + 7) / 8;
        var step = Math.Max(1, channels * depth / 8);
        var (rows, filtered) = (new byte[Height][], new List<byte>());
        for (var y = 0; y < Height; y++)
        {
            rows[y] = new byte[bytes];
            for (var i = 0; i < Width * channels; i++)
                for (var bit = 0; bit < depth; bit++)
                    if ((samples[(y * Width * channels) + i] >> (depth - 1 - bit) & 1) != 0)
                        rows[y][((i * depth) + bit) / 8] |= (byte)(128 >> (((i * depth) + bit) % 8));
            filtered.Add((byte)(y % 5));
            for (var i = 0; i < bytes; i++)
            {
                int a = i < step ? 0 : rows[y][i - step], b = y == 0 ? 0 : rows[y - 1][i], c = i < step || y == 0 ? 0 : rows[y - 1][i - step];
                var p = a + b - c;
                var nearest = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
                filtered.Add((byte)(rows[y][i] - (y % 5) switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => nearest }));
            }
        }
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write([.. filtered]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (depth, colour);
        var half = (int)packed.Length / 2;
        // The data in two chunks, as large files have it.
        return [137, 80, 78, 71, 13, 10, 26, 10, .. Chunk("IHDR", header), .. palette.Length > 0 && colour == 3 ? Chunk("PLTE", palette) : [], .. clear.Length > 0 ? Chunk("tRNS", clear) : [],
            .. Chunk("IDAT", packed.ToArray()[..half]), .. Chunk("IDAT", packed.ToArray()[half..]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. System.Text.Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }
}
