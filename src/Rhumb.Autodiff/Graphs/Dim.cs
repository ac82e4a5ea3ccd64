namespace Rhumb.Autodiff.Graphs;

/// <summary>One axis length: a known size, or free with an optional symbol.</summary>
public readonly record struct Dim
{
    private Dim(long? size, string? symbol) => (Size, Symbol) = (size, symbol);

    /// <summary>The length, or null where it is free.</summary>
    public long? Size { get; }

    /// <summary>Symbol of a free axis, for example "batch".</summary>
    public string? Symbol { get; }

    /// <summary>A free axis; equal symbols mean equal lengths.</summary>
    public static Dim Free(string? symbol = null) => new(null, symbol);

    /// <summary>A known length.</summary>
    public static implicit operator Dim(long size) => new(size, null);

    /// <inheritdoc/>
    public override string ToString() => Size?.ToString() ?? Symbol ?? "?";
}
