using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Training.Architectures;

namespace Rhumb.Training.Recipes;

/// <summary>Draws images given as numbers.</summary>
internal static class ImageSheet
{
    private const int Scale = 2;

    /// <summary>A sheet of the first <paramref name="count"/> images of several sets [n, C·H·W] in [−1, 1]: a row of <paramref name="columns"/> from each set by turns.</summary>
    public static RgbaImage Compose(ImageShape shape, int columns, IReadOnlyList<RowMatrix> sets, int count) => ContactSheet.Compose(
        [.. Enumerable.Range(0, count).Select(i => Draw(sets[i / columns % sets.Count].Row((i / (columns * sets.Count) * columns) + (i % columns)), shape))], columns, gap: 2);

    /// <summary>A picture of <paramref name="values"/> [C, H, W] in [−1, 1], each pixel drawn as a square of 2².</summary>
    private static RgbaImage Draw(ReadOnlySpan<float> values, ImageShape shape)
    {
        var image = new RgbaImage(Scale * shape.Width, Scale * shape.Height);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                var pixel = image.Pixels.AsSpan(4 * ((y * image.Width) + x), 4);
                for (var c = 0; c < 3; c++)
                    pixel[c] = (byte)Math.Clamp(MathF.Round(127.5f * (values[(((Math.Min(c, shape.Channels - 1) * shape.Height) + (y / Scale)) * shape.Width) + (x / Scale)] + 1)), 0, 255);
                pixel[3] = 255;
            }
        return image;
    }
}
