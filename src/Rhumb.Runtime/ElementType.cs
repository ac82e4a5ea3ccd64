namespace Rhumb.Runtime;

/// <summary>What a tensor's elements are. The numbers are ONNX's <c>TensorProto.DataType</c>.</summary>
public enum ElementType
{
    /// <summary>Not known, or not a tensor.</summary>
    Undefined = 0,

    /// <summary>IEEE float32, <see cref="float"/>.</summary>
    Float = 1,

    /// <summary>Unsigned 8 bits, <see cref="byte"/>.</summary>
    UInt8 = 2,

    /// <summary>Signed 8 bits, <see cref="sbyte"/>.</summary>
    Int8 = 3,

    /// <summary>Unsigned 16 bits, <see cref="ushort"/>.</summary>
    UInt16 = 4,

    /// <summary>Signed 16 bits, <see cref="short"/>.</summary>
    Int16 = 5,

    /// <summary>Signed 32 bits, <see cref="int"/>.</summary>
    Int32 = 6,

    /// <summary>Signed 64 bits, <see cref="long"/>.</summary>
    Int64 = 7,

    /// <summary>Text. Graphs may name it; tensors of it cannot be made here.</summary>
    String = 8,

    /// <summary>One byte, zero or one, <see cref="bool"/>.</summary>
    Bool = 9,

    /// <summary>IEEE float16, <see cref="Half"/>.</summary>
    Float16 = 10,

    /// <summary>IEEE float64, <see cref="double"/>.</summary>
    Double = 11,

    /// <summary>Unsigned 32 bits, <see cref="uint"/>.</summary>
    UInt32 = 12,

    /// <summary>Unsigned 64 bits, <see cref="ulong"/>.</summary>
    UInt64 = 13,

    /// <summary>The upper half of a float32; readable as bytes only.</summary>
    BFloat16 = 16,
}
