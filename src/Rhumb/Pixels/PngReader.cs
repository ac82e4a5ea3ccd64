using System.Buffers.Binary;
using System.IO.Compression;

namespace Rhumb.Pixels;

/// <summary>Reads PNG files: grey, colour and palette, 1 to 16 bits a channel (16 are rounded to 8), with or without transparency.</summary>
public static class PngReader
{
    private const int LongestSide = 16_384, MostPixels = 1 << 26;

    /// <summary>The image in the file <paramref name="file"/>.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="what">What messages call it, the beginning of a sentence.</param>
    /// <exception cref="RhumbException">It is no PNG file, a damaged or an interlaced one, or too large.</exception>
    public static RgbaImage Decode(ReadOnlySpan<byte> file, string what)
    {
        if (!file.StartsWith(PngWriter.Signature))
            throw new RhumbException($"{what} is no PNG file; save it as PNG.");
        ReadOnlySpan<byte> header = [], palette = [], transparency = [];
        using var packed = new MemoryStream();
        for (var rest = file[PngWriter.Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || length > rest.Length - 12)
                throw Damaged(what);
            var type = rest.Slice(4, 4);
            var data = rest.Slice(8, length);
            if (type.SequenceEqual("IHDR"u8))
                header = data;
            else if (type.SequenceEqual("PLTE"u8))
                palette = data;
            else if (type.SequenceEqual("tRNS"u8))
                transparency = data;
            else if (type.SequenceEqual("IDAT"u8))
                packed.Write(data);
            rest = rest[(12 + length)..];
        }
        if (header.Length != 13)
            throw Damaged(what);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        var (depth, colour) = (header[8], header[9]);
        if (width is 0 or > LongestSide || height is 0 or > LongestSide || (long)width * height > MostPixels)
            throw new RhumbException($"{what} is {width} × {height} pixels; make it smaller.");
        if (header[12] != 0)
            throw new RhumbException($"{what} is interlaced; save it without interlacing.");
        var channels = colour switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw Damaged(what) };
        if (depth is not (1 or 2 or 4 or 8 or 16) || (depth < 8 && channels > 1) || (colour == 3 && (depth == 16 || palette.Length < 3)))
            throw Damaged(what);
        var layout = new RowLayout((int)width, channels, depth);
        // A header promises what it likes; so much does zlib expand to at most.
        if ((long)layout.Bytes * height > 1032 * packed.Length)
            throw Damaged(what);
        var rows = Unfilter(packed, layout, (int)height, what);
        var image = new RgbaImage((int)width, (int)height);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                Pixel(rows.AsSpan(y * layout.Bytes, layout.Bytes), layout, x, colour, palette, transparency, image.Pixels.AsSpan(4 * ((y * image.Width) + x), 4));
        return image;
    }

    private static void Pixel(ReadOnlySpan<byte> row, RowLayout layout, int x, byte colour, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency, Span<byte> pixel)
    {
        pixel[3] = 255;
        if (colour == 3)
        {
            // A place beyond the palette is its last colour, as decoders do.
            var place = Math.Min(layout.Raw(row, x, 0), (palette.Length / 3) - 1);
            palette.Slice(3 * place, 3).CopyTo(pixel);
            pixel[3] = place < transparency.Length ? transparency[place] : (byte)255;
            return;
        }
        var isColour = (colour & 2) != 0;
        var isClear = (colour & 4) == 0 && transparency.Length >= 2 * (isColour ? 3 : 1);
        for (var channel = 0; channel < 3; channel++)
        {
            var from = isColour ? channel : 0;
            pixel[channel] = layout.Level(row, x, from);
            isClear = isClear && layout.Raw(row, x, from) == BinaryPrimitives.ReadUInt16BigEndian(transparency[(2 * from)..]);
        }
        if ((colour & 4) != 0)
            pixel[3] = layout.Level(row, x, isColour ? 3 : 1);
        else if (isClear)
            pixel[3] = 0;
    }

    /// <summary>The rows without their filters (PNG, section 9), one after another.</summary>
    private static byte[] Unfilter(MemoryStream packed, RowLayout layout, int height, string what)
    {
        var rows = new byte[(long)layout.Bytes * height];
        packed.Position = 0;
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            var above = new byte[layout.Bytes];
            for (var y = 0; y < height; y++)
            {
                var filter = zlib.ReadByte();
                var row = rows.AsSpan(y * layout.Bytes, layout.Bytes);
                zlib.ReadExactly(row);
                if (filter is < 0 or > 4)
                    throw Damaged(what);
                for (var i = 0; i < row.Length; i++)
                {
                    var (a, b, c) = (i < layout.Step ? 0 : row[i - layout.Step], above[i], i < layout.Step ? 0 : above[i - layout.Step]);
                    row[i] += (byte)(filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth.Predict(a, b, c), _ => 0 });
                }
                row.CopyTo(above);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(what);
        }
        return rows;
    }

    private static RhumbException Damaged(string what) => new RhumbException($"{what} is a damaged PNG file; save it again.");

    /// <summary>Where the samples of a row are.</summary>
    private readonly record struct RowLayout(int Width, int Channels, int Depth)
    {
        public int Bytes => ((Width * Channels * Depth) + 7) / 8;

        /// <summary>Bytes from a sample to the same one of the pixel before, at least one.</summary>
        public int Step => Math.Max(1, Channels * Depth / 8);

        public int Raw(ReadOnlySpan<byte> row, int x, int channel)
        {
            var bit = ((x * Channels) + channel) * Depth;
            return Depth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(row[(bit / 8)..]) : (row[bit / 8] >> (8 - Depth - (bit % 8))) & ((1 << Depth) - 1);
        }

        public byte Level(ReadOnlySpan<byte> row, int x, int channel) => (byte)Math.Round(Raw(row, x, channel) * 255.0 / ((1 << Depth) - 1));
    }
}
