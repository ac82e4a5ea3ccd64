using System.IO.Compression;
using System.Text;

namespace Rhumb.Media;

/// <summary>Text as PNG and STL files carry it: UTF-8, compressed (zlib).</summary>
internal static class CompressedText
{
    /// <summary>Bytes of text beyond which nothing is read: no recipe is as long, and a file of a few megabytes can expand to gigabytes.</summary>
    private const int Longest = 64 << 20;

    /// <summary>The bytes of <paramref name="text"/>.</summary>
    public static byte[] Encode(string text, CompressionLevel level)
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, level))
            zlib.Write(Encoding.UTF8.GetBytes(text));
        return buffer.ToArray();
    }

    /// <summary>The text that <paramref name="bytes"/> hold; null where they are damaged, or it is too long.</summary>
    public static string? Decode(byte[] bytes)
    {
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var piece = new byte[1 << 16];
        try
        {
            for (int read; (read = zlib.Read(piece)) > 0;)
            {
                if (text.Length + read > Longest)
                    return null;
                text.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
