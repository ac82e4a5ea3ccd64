using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Rhumb.Pixels;

/// <summary>Writes PNG files, 8 bits a channel.</summary>
public static class PngWriter
{
    internal static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The bytes of a PNG of <paramref name="image"/>, without alpha where every pixel is opaque; <paramref name="chunks"/> (type, data) go before the pixels.</summary>
    public static byte[] Encode(RgbaImage image, params IReadOnlyList<(string Type, byte[] Data)> chunks)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var channels = IsOpaque(image) ? 3 : 4;
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (8, (byte)(channels == 3 ? 2 : 6));
        WriteChunk(file, "IHDR", header);
        foreach (var (type, data) in chunks)
            WriteChunk(file, type, data);
        WriteChunk(file, "IDAT", Deflate(Filter(image, channels)));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static bool IsOpaque(RgbaImage image)
    {
        for (var i = 3; i < image.Pixels.Length; i += 4)
            if (image.Pixels[i] != 255)
                return false;
        return true;
    }

    /// <summary>Rows with the Paeth filter (type 4), which suits shaded surfaces on a plain background.</summary>
    private static byte[] Filter(RgbaImage image, int channels)
    {
        var row = channels * image.Width;
        var filtered = new byte[(row + 1) * image.Height];
        var (above, current) = (new byte[row + channels], new byte[row + channels]);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
                image.Pixels.AsSpan(4 * (y * image.Width + x), channels).CopyTo(current.AsSpan(channels * (x + 1)));
            var target = filtered.AsSpan(y * (row + 1), row + 1);
            target[0] = 4;
            for (var i = 0; i < row; i++)
                target[i + 1] = (byte)(current[i + channels] - Paeth.Predict(current[i], above[i + channels], above[i]));
            (above, current) = (current, above);
        }
        return filtered;
    }

    /// <summary>The data as a zlib stream.</summary>
    internal static byte[] Deflate(byte[] data)
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Optimal))
            zlib.Write(data);
        return buffer.ToArray();
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            crc = CrcTable[(byte)(crc ^ value)] ^ crc >> 8;
        return crc;
    }

    private static uint CrcOf(int index)
    {
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ crc >> 1 : crc >> 1;
        return crc;
    }
}
