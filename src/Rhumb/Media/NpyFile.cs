using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rhumb.LinearAlgebra;

namespace Rhumb.Media;

/// <summary>NumPy's array file, as far as latents and directions need it: little-endian float32 or float64 in C order, [d] or [b, d].</summary>
/// <remarks>Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html</remarks>
public static partial class NpyFile
{
    private const int LongestHeader = 1 << 16;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads [b, d]; a file of one axis [d] is read as [1, d].</summary>
    /// <exception cref="RhumbException">The file is missing, no NPY file, truncated, of another element type or shape, or holds NaN or infinity.</exception>
    public static RowMatrix Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RhumbException($"There is no file '{path}'; name an existing .npy file.", error);
        }
        var (header, start) = Header(bytes, path);
        var width = Field(header, Descriptor(), path, "descr") switch
        {
            "<f4" => 4,
            "<f8" => 8,
            var other => throw new RhumbException($"'{path}' holds elements of the type '{other}'; save them as little-endian float32 ('<f4') or float64 ('<f8')."),
        };
        if (Field(header, Order(), path, "fortran_order") == "True")
            throw new RhumbException($"'{path}' is in Fortran order; save it in C order (numpy.ascontiguousarray).");
        var shape = Field(header, Shape(), path, "shape").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var lengths = shape.Select(length => int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
        if (lengths.Length is not (1 or 2) || lengths.Any(length => length <= 0))
            throw new RhumbException($"'{path}' has the shape ({string.Join(", ", shape)}); it must be [d] or [b, d], with at least one value.");
        var (rows, columns) = lengths is [var b, var d] ? (b, d) : (1, lengths[0]);
        var available = (bytes.Length - start) / width;
        if (available < (long)rows * columns)
            throw new RhumbException($"'{path}' is truncated: it holds {available} of {(long)rows * columns} values; write or copy it again.");
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            var at = bytes.AsSpan(start + i * width, width);
            values[i] = width == 4 ? BinaryPrimitives.ReadSingleLittleEndian(at) : (float)BinaryPrimitives.ReadDoubleLittleEndian(at);
            if (!float.IsFinite(values[i]))
                throw new RhumbException($"'{path}' holds {values[i].ToString(CultureInfo.InvariantCulture)} at [{i / columns}, {i % columns}]; every value must be a finite float32.");
        }
        return new RowMatrix(rows, columns, values);
    }

    /// <summary>The bytes of a float32 file of shape [b, d].</summary>
    public static byte[] Write(RowMatrix matrix) => Write(matrix.Values, $"({matrix.Rows}, {matrix.Columns})");

    /// <summary>The bytes of a float32 file of shape [d].</summary>
    public static byte[] Write(ReadOnlySpan<float> vector) => Write(vector, $"({vector.Length},)");

    private static byte[] Write(ReadOnlySpan<float> values, string shape)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
        // The data starts at a multiple of 64 bytes; the header is padded with spaces and ends with a line feed.
        var start = (Magic.Length + 4 + header.Length + 1 + 63) / 64 * 64;
        var bytes = new byte[start + 4 * values.Length];
        Magic.CopyTo(bytes, 0);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(start - 10));
        bytes.AsSpan(10, start - 11).Fill((byte)' ');
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(10));
        bytes[start - 1] = (byte)'\n';
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(start + 4 * i), values[i]);
        return bytes;
    }

    private static (string Header, int Start) Header(byte[] bytes, string path)
    {
        if (bytes.Length >= 12 && bytes.AsSpan(0, 6).SequenceEqual(Magic))
        {
            var (offset, length) = bytes[6] == 1
                ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))
                : (12, (int)Math.Min(LongestHeader, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8))));
            if (bytes.Length >= offset + length)
                return (Encoding.ASCII.GetString(bytes, offset, length), offset + length);
        }
        throw new RhumbException($"'{path}' is not a NumPy .npy file, or its header is truncated; write it with numpy.save or with rhumb.");
    }

    private static string Field(string header, Regex pattern, string path, string name) =>
        pattern.Match(header) is { Success: true } match
            ? match.Groups["value"].Value
            : throw new RhumbException($"The header of '{path}' has no readable '{name}'; write it with numpy.save or with rhumb.");

    [GeneratedRegex(@"'descr':\s*'(?<value>[^']*)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"'fortran_order':\s*(?<value>True|False)", RegexOptions.ExplicitCapture)]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape':\s*\((?<value>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
