using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rhumb.Training.Data;

/// <summary>
/// Data in one file: a line of JSON, which begins with what kind of file it is, blocks of bytes compressed together, and a SHA-256 over all of it. Replaced as a whole, so that
/// killing the process at any moment leaves no half a file.
/// </summary>
internal static class SealedFile
{
    private const int Digest = 32;

    /// <summary>Writes <paramref name="header"/>, whose first property is <c>Kind</c>, and <paramref name="blocks"/>.</summary>
    /// <exception cref="RhumbException">The file cannot be written, for example because the disk is full.</exception>
    public static void Write<THeader>(string path, THeader header, params ReadOnlySpan<byte[]> blocks)
    {
        using var content = new MemoryStream();
        content.Write([.. JsonSerializer.SerializeToUtf8Bytes(header), (byte)'\n']);
        using (var compressed = new ZLibStream(content, CompressionLevel.Optimal, leaveOpen: true))
            foreach (var block in blocks)
                compressed.Write(block);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        AtomicFile.Write(path, file =>
        {
            file.Write(bytes.Span);
            file.Write(SHA256.HashData(bytes.Span));
        });
    }

    /// <summary>What <paramref name="unpack"/> makes of the header and the blocks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind of file that is read here.</param>
    /// <param name="strange">What is wrong with another file: the end of a sentence about it.</param>
    /// <param name="unpack">Reads the blocks; data that contradict themselves are an <see cref="InvalidDataException"/>.</param>
    /// <exception cref="RhumbException">The file is missing, truncated or changed, or no such file.</exception>
    public static T Read<THeader, T>(string path, string kind, string strange, Func<THeader, SealedBlocks, T> unpack)
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
            throw new RhumbException($"'{path}' {strange}");
        if (bytes.Length < end + 1 + Digest || !SHA256.HashData(bytes.AsSpan(..^Digest)).AsSpan().SequenceEqual(bytes.AsSpan(^Digest..)))
            throw new RhumbException($"'{path}' is truncated or damaged: its SHA-256 is not the one at its end; delete it and let it be made again.");
        try
        {
            var found = JsonDocument.Parse(bytes.AsMemory(..end)).RootElement.GetProperty("Kind").GetString();
            if (found != kind)
                throw new RhumbException($"'{path}' is a '{found}', and '{kind}' is read here; delete it and let it be made again.");
            var length = bytes.Length - end - 1 - Digest;
            using var blocks = new ZLibStream(new MemoryStream(bytes, end + 1, length), CompressionMode.Decompress);
            return unpack(JsonSerializer.Deserialize<THeader>(bytes.AsSpan(..end))!, new SealedBlocks(blocks, Deflated.Most(length)));
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or JsonException or OverflowException)
        {
            throw new RhumbException($"'{path}' is damaged ({cause.Message.TrimEnd('.')}); delete it and let it be made again.", cause);
        }
    }
}
