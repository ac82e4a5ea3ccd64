namespace Rhumb.Training.Data;

/// <summary>Grey images of one size with their classes, in memory.</summary>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">All images [N, H, W], 0 black to 255 white.</param>
/// <param name="Labels">The class of each image [N].</param>
/// <param name="Classes">Names of the classes.</param>
public sealed record ImageDataSet(int Height, int Width, byte[] Pixels, byte[] Labels, IReadOnlyList<string> Classes)
{
    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>Values of an image.</summary>
    public int Area => Height * Width;

    /// <summary>The image number <paramref name="index"/> as bytes [H, W].</summary>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * Area, Area);

    /// <summary>Writes image number <paramref name="index"/> as v / 127.5 − 1, in [−1, 1].</summary>
    public void CopyTo(int index, Span<float> values)
    {
        var image = Image(index);
        for (var i = 0; i < image.Length; i++)
            values[i] = (image[i] / 127.5f) - 1;
    }

    /// <summary>Writes image number <paramref name="index"/> moved by whole pixels (right, down), black coming in.</summary>
    public void CopyTo(int index, int right, int down, Span<float> values)
    {
        var image = Image(index);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (fromX, fromY) = (x - right, y - down);
                var inside = fromX >= 0 && fromX < Width && fromY >= 0 && fromY < Height;
                values[(y * Width) + x] = inside ? (image[(fromY * Width) + fromX] / 127.5f) - 1 : -1;
            }
    }

    /// <summary>Images <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>.</summary>
    public ImageDataSet Part(int start, int count) =>
        this with { Pixels = Pixels.AsSpan(start * Area, count * Area).ToArray(), Labels = Labels.AsSpan(start, count).ToArray() };
}
