namespace Rhumb.Training.Architectures;

/// <summary>The size of images.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public sealed record ImageShape(int Channels, int Height, int Width)
{
    /// <summary>28 × 28 in grey: handwriting, clothing.</summary>
    public static ImageShape Small { get; } = new(1, 28, 28);
}
