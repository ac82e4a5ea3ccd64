using System.Buffers.Binary;
using System.IO.Compression;

namespace Rhumb.Training.Data;

/// <summary>Reads IDX files of bytes, the format of MNIST and its relatives, plain or compressed with gzip: two zeros, type, rank, lengths (big-endian), values.</summary>
public static class IdxFile
{
    private const byte UnsignedBytes = 0x08;

    /// <summary>The array in <paramref name="path"/>, which has <paramref name="rank"/> axes.</summary>
    /// <exception cref="RhumbException">The file is missing, truncated, longer than it says, or no IDX file of bytes and that rank.</exception>
    public static IdxArray Read(string path, int rank)
    {
        try
        {
            using var file = File.OpenRead(path);
            var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file);
            return Read(stream, compressed ? Deflated.Most(file.Length) : file.Length, path, rank);
        }
        catch (EndOfStreamException cause)
        {
            throw new RhumbException($"'{path}' is truncated: it ends before its header says; fetch it again.", cause);
        }
        catch (InvalidDataException cause)
        {
            throw new RhumbException($"'{path}' is damaged ({cause.Message.TrimEnd('.')}); fetch it again.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{path}' cannot be read ({cause.Message.TrimEnd('.')}); check the path.", cause);
        }
    }

    /// <param name="stream">What the file holds.</param>
    /// <param name="most">Most bytes that it can hold: no more is set aside, whatever the header says.</param>
    /// <param name="path">The file.</param>
    /// <param name="rank">Number of axes.</param>
    private static IdxArray Read(Stream stream, long most, string path, int rank)
    {
        Span<byte> header = stackalloc byte[4 + 4 * rank];
        stream.ReadExactly(header[..4]);
        if (header[0] != 0 || header[1] != 0 || header[2] != UnsignedBytes || header[3] != rank)
            throw new RhumbException($"'{path}' is no IDX file of bytes with {rank} axes (it begins with {Convert.ToHexString(header[..4])}, not 000008{rank:X2}); name the right file.");
        stream.ReadExactly(header[4..]);
        var shape = new int[rank];
        var count = 1L;
        for (var axis = 0; axis < rank; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + 4 * axis)..]);
            if (shape[axis] <= 0 || (count *= shape[axis]) > Array.MaxLength)
                throw new RhumbException($"'{path}' says that an axis has {shape[axis]} elements, which cannot be; fetch it again.");
        }
        if (count > most)
            throw new EndOfStreamException();
        var values = new byte[count];
        stream.ReadExactly(values);
        return stream.ReadByte() < 0 ? new IdxArray(shape, values) : throw new RhumbException($"'{path}' holds more than its header says; fetch it again.");
    }
}
