namespace Rhumb.Autodiff.Graphs;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element; 0 for types without a fixed whole size.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 1,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 8,
        ElementType.Complex128 => 16,
        >= ElementType.Float8E4M3Fn and <= ElementType.Float8E5M2FnUz or ElementType.Float8E8M0 => 1,
        _ => 0,
    };

    /// <summary>True where derivatives exist: real floating-point numbers.</summary>
    public static bool IsReal(this ElementType type) =>
        type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;
}
