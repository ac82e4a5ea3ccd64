using System.Runtime.InteropServices;

namespace Rhumb.Training.Data;

/// <summary>A set of notes in one file: what it is, rate, length and attributes, labels [N, A] and samples [N, Length] compressed together, and a SHA-256 over all of it.</summary>
public static class NoteDataFile
{
    private const string Kind = "rhumb-notes-1";

    private sealed record Header(string Kind, string Origin, int Count, int SampleRate, int Length, IReadOnlyList<ImageAttribute> Attributes, IReadOnlyList<string> Silent);

    /// <summary>Writes <paramref name="data"/>; <paramref name="origin"/> says what it was made from.</summary>
    /// <exception cref="RhumbException">The file cannot be written, for example because the disk is full.</exception>
    public static void Write(string path, NoteDataSet data, string origin) => SealedFile.Write(
        path, new Header(Kind, origin, data.Count, data.SampleRate, data.Length, data.Attributes, data.Silent), data.Labels, MemoryMarshal.AsBytes(data.Samples.AsSpan()).ToArray());

    /// <summary>The notes in <paramref name="path"/> and what they were made from.</summary>
    /// <exception cref="RhumbException">The file is missing, truncated or changed, or no such file.</exception>
    public static (NoteDataSet Data, string Origin) Read(string path) => SealedFile.Read<Header, (NoteDataSet, string)>(
        path, Kind, "is no file of notes that 'rhumb train note' wrote; name such a file, or leave --data out.", (header, blocks) => (Unpack(header, blocks), header.Origin));

    private static NoteDataSet Unpack(Header header, SealedBlocks blocks)
    {
        var labels = blocks.Next<byte>((long)header.Count * header.Attributes.Count);
        var samples = blocks.Next<short>((long)header.Count * header.Length);
        ImageAttribute.Check(header.Attributes, labels, "note");
        return new NoteDataSet(header.SampleRate, header.Length, samples, labels, header.Attributes) { Silent = header.Silent };
    }
}
