using Rhumb.Media;

namespace Rhumb.Training.Recipes;

/// <summary>Draws grey images given as numbers.</summary>
internal static class ImageSheet
{
    /// <summary>A picture of <paramref name="values"/> [h, w] in [−1, 1], each pixel drawn <paramref name="scale"/> times as large.</summary>
    public static RgbaImage Draw(ReadOnlySpan<float> values, int height, int width, int scale)
    {
        var image = new RgbaImage(scale * width, scale * height);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                var grey = (byte)Math.Clamp(MathF.Round(127.5f * (values[(y / scale * width) + (x / scale)] + 1)), 0, 255);
                var at = 4 * ((y * image.Width) + x);
                (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2], image.Pixels[at + 3]) = (grey, grey, grey, 255);
            }
        return image;
    }
}
