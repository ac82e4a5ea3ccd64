using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Rhumb.LinearAlgebra;

namespace Rhumb.Media;

/// <summary>NumPy's .npy format, versions 1 to 3: reads little-endian float32 and float64, bool and uint8 in C or Fortran order, writes float32 in C order.</summary>
public static partial class NpyFile
{
    internal static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array of any shape; float64 is rounded to float32, bool becomes 0 and 1.</summary>
    /// <exception cref="RhumbException">The file is missing, truncated, or of another format or element type.</exception>
    public static NpyArray Read(string path)
    {
        if (!File.Exists(path))
            throw new RhumbException($"There is no file '{path}'; check the path.");
        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads latent vectors: [d] as one row, [b, d] as b rows.</summary>
    /// <exception cref="RhumbException">As <see cref="Read"/>, or the array has other than one or two axes, or holds NaN or infinity.</exception>
    public static RowMatrix ReadRows(string path)
    {
        var array = Read(path);
        if (array.Shape.Count is not (1 or 2))
            throw new RhumbException($"'{path}' has the shape [{string.Join(", ", array.Shape)}]; latents are [d] or [b, d].");
        var bad = array.Values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (bad >= 0)
            throw new RhumbException($"'{path}' holds {array.Values[bad]} at index {bad}; every value of a latent must be finite.");
        var columns = array.Shape[^1];
        return new RowMatrix(array.Shape.Count == 1 ? 1 : array.Shape[0], columns, array.Values);
    }

    /// <summary>Writes <paramref name="values"/> with the given shape as float32.</summary>
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    /// <exception cref="RhumbException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var count = 1L;
        foreach (var length in shape)
            count *= length;
        if (count != values.Length)
            throw new ArgumentException($"The shape [{string.Join(", ", shape.ToArray())}] holds {count} values, not {values.Length}.", nameof(shape));
        var axes = string.Concat(shape.ToArray().Select(length => $"{length}, ")).TrimEnd(' ');
        var dictionary = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({(shape.Length == 1 ? axes : axes.TrimEnd(','))}), }}";
        // The data start at a multiple of 64.
        var header = Encoding.ASCII.GetBytes(dictionary.PadRight((10 + dictionary.Length + 1 + 63) / 64 * 64 - 11) + "\n");
        byte[] bytes = [.. Magic, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. header, .. MemoryMarshal.AsBytes(values)];
        AtomicFile.Write(path, bytes);
    }

    /// <summary>Writes the rows of a matrix as [Rows, Columns].</summary>
    public static void Write(string path, RowMatrix matrix) => Write(path, matrix.Values, matrix.Rows, matrix.Columns);

    private static NpyArray Parse(byte[] file, string path)
    {
        if (file.Length < 12 || !file.AsSpan().StartsWith(Magic))
            throw new RhumbException($"'{path}' is no .npy file; write it with numpy.save.");
        var (start, length) = file[6] switch
        {
            1 => (10, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8))),
            2 or 3 => (12, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8))),
            _ => throw new RhumbException($"'{path}' has version {file[6]} of the .npy format, which is unknown; write it with numpy.save."),
        };
        if (length < 0 || length > file.Length - start)
            throw new RhumbException($"'{path}' is truncated; copy or write it again.");
        var header = Encoding.ASCII.GetString(file, start, length);
        var (type, fortran, axes) = (Descr().Match(header), Order().Match(header), ShapeOf().Match(header));
        if (!type.Success || !fortran.Success || !axes.Success)
            throw new RhumbException($"The header of '{path}' cannot be read; write it with numpy.save.");
        var size = type.Groups[1].Value switch
        {
            "<f4" => 4,
            "<f8" => 8,
            "|b1" or "|u1" => 1,
            var other => throw new RhumbException($"'{path}' holds elements of type '{other}'; convert it to little-endian float32 (array.astype('<f4'))."),
        };
        var shape = axes.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(axis => int.TryParse(axis, out var axisLength) ? axisLength : throw new RhumbException($"'{path}' has an axis of {axis} values, which is too long; split the array."))
            .ToArray();
        var count = Count(shape, path);
        if (count != (file.Length - start - length) / size || (file.Length - start - length) % size != 0)
            throw new RhumbException($"'{path}' should hold {count} values of {size} bytes but has {file.Length - start - length} bytes of data; it is truncated or damaged: copy or write it again.");
        var data = file.AsSpan(start + length);
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = size switch
            {
                1 => data[i],
                4 => BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(data[(8 * i)..]),
            };
        return new NpyArray(shape, fortran.Groups[1].Value == "True" ? ToRowMajor(values, shape) : values);
    }

    private static long Count(int[] shape, string path)
    {
        try
        {
            return shape.Aggregate(1L, (product, axis) => checked(product * axis));
        }
        catch (OverflowException error)
        {
            throw new RhumbException($"'{path}' has the shape [{string.Join(", ", shape)}], which is more than any file holds; it is damaged: copy or write it again.", error);
        }
    }

    private static float[] ToRowMajor(float[] values, int[] shape)
    {
        var result = new float[values.Length];
        for (var target = 0; target < result.Length; target++)
        {
            // Digits of the C-order index from the last axis on, weighed as Fortran order does.
            var (rest, source, weight) = (target, 0, values.Length);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                weight /= shape[axis];
                source += rest % shape[axis] * weight;
                rest /= shape[axis];
            }
            result[target] = values[source];
        }
        return result;
    }

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex Descr();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape':\s*\(([\d,\s]*)\)")]
    private static partial Regex ShapeOf();
}
