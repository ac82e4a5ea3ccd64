using System.Runtime.InteropServices;

namespace Rhumb.Autodiff.Graphs;

/// <summary>A constant tensor: element type, shape, and little-endian row-major bytes.</summary>
public sealed class TensorData
{
    /// <summary>Wraps the bytes without copying.</summary>
    /// <exception cref="GraphException">The number of bytes does not fit the shape.</exception>
    public TensorData(ElementType elementType, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> bytes)
    {
        (ElementType, Shape, Bytes) = (elementType, shape.ToArray(), bytes);
        Count = Shapes.Count(shape);
        var size = elementType.Size();
        if (size > 0 && (Count > Array.MaxLength / size || bytes.Length != Count * size))
            throw new GraphException($"A {elementType} tensor {Shapes.Text(shape)} needs {(Int128)Count * size} bytes, the file holds {bytes.Length}; the model is damaged, export it again.");
    }

    /// <summary>Element type.</summary>
    public ElementType ElementType { get; }

    /// <summary>Axis lengths; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements, the product of <see cref="Shape"/>.</summary>
    public long Count { get; }

    /// <summary>Row-major little-endian contents.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A tensor of the given values and shape.</summary>
    public static TensorData Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        new(TypeOf<T>(), shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A scalar float.</summary>
    public static TensorData Scalar(float value) => Of([value]);

    /// <summary>A vector of integers, as ONNX passes shapes and axes.</summary>
    public static TensorData Ints(params ReadOnlySpan<long> values) => Of(values, values.Length);

    /// <summary>The contents as numbers of type T.</summary>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged
    {
        if (TypeOf<T>() != ElementType && !(typeof(T) == typeof(byte)))
            throw GraphException.Contradiction($"A {ElementType} tensor was read as {typeof(T).Name}.");
        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }

    /// <summary>The contents as 64-bit integers, from int32 or int64.</summary>
    public long[] ToInts()
    {
        if (ElementType == ElementType.Int64)
            return AsSpan<long>().ToArray();
        if (ElementType == ElementType.Int32)
            return Array.ConvertAll(AsSpan<int>().ToArray(), value => (long)value);
        throw GraphException.Contradiction($"Integers were expected, the tensor holds {ElementType}.");
    }

    /// <summary>The contents as double, from any real or integer type that has a C# counterpart.</summary>
    public double[] ToDoubles() => ElementType switch
    {
        ElementType.Float => Array.ConvertAll(AsSpan<float>().ToArray(), value => (double)value),
        ElementType.Double => AsSpan<double>().ToArray(),
        ElementType.Float16 => Array.ConvertAll(AsSpan<Half>().ToArray(), value => (double)value),
        ElementType.Bool => Array.ConvertAll(AsSpan<bool>().ToArray(), value => value ? 1.0 : 0.0),
        _ => Array.ConvertAll(ToInts(), value => (double)value),
    };

    private static ElementType TypeOf<T>() where T : unmanaged => default(T) switch
    {
        float => ElementType.Float,
        double => ElementType.Double,
        long => ElementType.Int64,
        int => ElementType.Int32,
        bool => ElementType.Bool,
        byte => ElementType.UInt8,
        sbyte => ElementType.Int8,
        short => ElementType.Int16,
        ushort => ElementType.UInt16,
        uint => ElementType.UInt32,
        ulong => ElementType.UInt64,
        Half => ElementType.Float16,
        _ => throw new GraphException($"{typeof(T).Name} is no ONNX element type."),
    };
}
