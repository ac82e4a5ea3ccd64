namespace Rhumb.Runtime;

/// <summary>How the elements of each type lie in memory.</summary>
internal static class ElementLayout
{
    /// <summary>Bytes of one element. Errors: a type that has no fixed size.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 => 8,
        _ => throw new RuntimeException($"Tensors of {type} elements are not supported: convert the model's input or output to numbers."),
    };

    /// <summary>The element type that a .NET type stands for. Errors: a type that ONNX has none for.</summary>
    public static ElementType Of<T>()
        where T : unmanaged
        => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Single => ElementType.Float,
            TypeCode.Byte => ElementType.UInt8,
            TypeCode.SByte => ElementType.Int8,
            TypeCode.UInt16 => ElementType.UInt16,
            TypeCode.Int16 => ElementType.Int16,
            TypeCode.Int32 => ElementType.Int32,
            TypeCode.Int64 => ElementType.Int64,
            TypeCode.Boolean => ElementType.Bool,
            TypeCode.Double => ElementType.Double,
            TypeCode.UInt32 => ElementType.UInt32,
            TypeCode.UInt64 => ElementType.UInt64,
            _ when typeof(T) == typeof(Half) => ElementType.Float16,
            _ => throw new RuntimeException($"ONNX tensors cannot hold elements of the .NET type {typeof(T).Name}."),
        };

    /// <summary>The number of elements of a shape, ∏ dims. Errors: a negative axis, or more than 2⁶³ elements.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var axis in shape)
        {
            if (axis < 0) throw new RuntimeException($"The shape {Describe(shape)} has a negative axis.");
            try
            {
                count = checked(count * axis);
            }
            catch (OverflowException exception)
            {
                throw new RuntimeException($"The shape {Describe(shape)} holds more elements than can be addressed.", exception);
            }
        }

        return count;
    }

    /// <summary>A shape as people read it: <c>[1, 128]</c>.</summary>
    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
