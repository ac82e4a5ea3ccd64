using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Rhumb.Media;

namespace Rhumb.Training.Data;

/// <summary>
/// A set of images in one file: a line of JSON (what it is, sizes, attributes), labels [N, A] and pixels [N, C, H, W] compressed together, and a SHA-256 over all of it.
/// Replaced as a whole, so that killing the process at any moment leaves no half a file.
/// </summary>
public static class ImageDataFile
{
    private const string Kind = "rhumb-images-1";
    private const int Digest = 32;

    private sealed record Header(string Kind, string Origin, int Count, int Channels, int Height, int Width, IReadOnlyList<ImageAttribute> Attributes);

    /// <summary>Writes <paramref name="data"/>; <paramref name="origin"/> says what it was made from.</summary>
    /// <exception cref="RhumbException">The file cannot be written, for example because the disk is full.</exception>
    public static void Write(string path, ImageDataSet data, string origin)
    {
        var header = new Header(Kind, origin, data.Count, data.Channels, data.Height, data.Width, data.Attributes);
        using var content = new MemoryStream();
        content.Write([.. JsonSerializer.SerializeToUtf8Bytes(header), (byte)'\n']);
        using (var compressed = new ZLibStream(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            compressed.Write(data.Labels);
            compressed.Write(data.Pixels);
        }
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        AtomicFile.Write(path, file =>
        {
            file.Write(bytes.Span);
            file.Write(SHA256.HashData(bytes.Span));
        });
    }

    /// <summary>The images in <paramref name="path"/> and what they were made from.</summary>
    /// <exception cref="RhumbException">The file is missing, truncated or changed, or no such file.</exception>
    public static (ImageDataSet Data, string Origin) Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{path}' cannot be read ({cause.Message.TrimEnd('.')}); check the path.", cause);
        }
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || !bytes.AsSpan().StartsWith("{\"Kind\":"u8))
            throw new RhumbException($"'{path}' is no file of images that 'rhumb train avatar' wrote; name such a file, or leave --data out.");
        if (bytes.Length < end + 1 + Digest || !SHA256.HashData(bytes.AsSpan(..^Digest)).AsSpan().SequenceEqual(bytes.AsSpan(^Digest..)))
            throw new RhumbException($"'{path}' is truncated or damaged: its SHA-256 is not the one at its end; delete it and let it be made again.");
        try
        {
            var header = JsonSerializer.Deserialize<Header>(bytes.AsSpan(..end))!;
            return header.Kind == Kind ? (Unpack(header, bytes, end + 1), header.Origin)
                : throw new RhumbException($"'{path}' is a '{header.Kind}', and this Rhumb reads '{Kind}'; delete it and let it be made again.");
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or JsonException or OverflowException)
        {
            throw new RhumbException($"'{path}' is damaged ({cause.Message.TrimEnd('.')}); delete it and let it be made again.", cause);
        }
    }

    private static ImageDataSet Unpack(Header header, byte[] bytes, int start)
    {
        var labels = new byte[checked(header.Count * header.Attributes.Count)];
        var pixels = new byte[checked(header.Count * header.Channels * header.Height * header.Width)];
        using var compressed = new ZLibStream(new MemoryStream(bytes, start, bytes.Length - start - Digest), CompressionMode.Decompress);
        compressed.ReadExactly(labels);
        compressed.ReadExactly(pixels);
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] >= header.Attributes[i % header.Attributes.Count].Values.Count)
                throw new InvalidDataException($"image {i / header.Attributes.Count} has a value that '{header.Attributes[i % header.Attributes.Count].Name}' does not have");
        return new ImageDataSet(header.Height, header.Width, pixels, labels, header.Attributes) { Channels = header.Channels };
    }
}
