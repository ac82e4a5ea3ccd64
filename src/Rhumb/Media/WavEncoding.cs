namespace Rhumb.Media;

/// <summary>The wFormatTag of a WAV: how it holds its samples.</summary>
internal enum WavEncoding
{
    /// <summary>Whole numbers, 8 bits unsigned, 16 and more signed.</summary>
    Integer = 1,

    /// <summary>IEEE 754, full scale ±1.</summary>
    Float = 3,

    /// <summary>One of the others, named by the first two bytes of a GUID.</summary>
    Extensible = 0xFFFE,
}
