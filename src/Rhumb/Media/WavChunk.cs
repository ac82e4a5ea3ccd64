using System.Buffers.Binary;

namespace Rhumb.Media;

/// <summary>One chunk of a RIFF file.</summary>
/// <param name="Start">Where its content begins; its name is 8 bytes before.</param>
/// <param name="Length">The content's length as the chunk says it.</param>
/// <param name="IsWhole">Whether the file goes on that long.</param>
internal readonly record struct WavChunk(int Start, long Length, bool IsWhole)
{
    /// <summary>The chunks of <paramref name="file"/> in order; the last one may be cut off.</summary>
    public static List<WavChunk> All(ReadOnlySpan<byte> file)
    {
        var chunks = new List<WavChunk>();
        for (var at = 12L; at + 8 <= file.Length;)
        {
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(file[((int)at + 4)..]);
            chunks.Add(new WavChunk((int)at + 8, length, at + 8 + length <= file.Length));
            // Chunks begin at even places.
            at += 8 + length + (length & 1);
        }
        return chunks;
    }
}
