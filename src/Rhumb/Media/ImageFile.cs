using Rhumb.Generators.Images;
using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>Images that generators make, as pictures.</summary>
public static class ImageFile
{
    /// <summary>The extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".png"];

    /// <summary>Writes <paramref name="image"/> to <paramref name="path"/> as PNG with its recipe inside.</summary>
    /// <exception cref="RhumbException">The extension is another, or the file cannot be written.</exception>
    public static void Write(string path, ImageOutput image, Recipe? recipe = null)
    {
        var extension = Path.GetExtension(path);
        if (!Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw new RhumbException($"Images are written as {string.Join(", ", Extensions)}, not as '{extension}'; change the file's extension.");
        PngFile.Write(path, Picture(image), recipe);
    }

    /// <summary>The image with 8 bits a channel, each pixel drawn as a square of <paramref name="scale"/>² pixels.</summary>
    public static RgbaImage Picture(ImageOutput image, int scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        var picture = new RgbaImage(scale * image.Width, scale * image.Height);
        var bytes = new byte[image.Values.Length];
        Quantise(image.Values, bytes);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                var from = bytes.AsSpan(((y / scale * image.Width) + (x / scale)) * image.Channels, image.Channels);
                var to = picture.Pixels.AsSpan(4 * ((y * picture.Width) + x), 4);
                for (var channel = 0; channel < 3; channel++)
                    to[channel] = from[Math.Min(channel, from.Length - 1)];
                to[3] = 255;
            }
        return picture;
    }

    /// <summary>Values in [0, 1] as 8-bit numbers, round(255 v): what pictures and frames hold; what is beyond is black or white.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is shorter than <paramref name="values"/>.</exception>
    public static void Quantise(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (bytes.Length < values.Length)
            throw new ArgumentException($"{values.Length} values do not fit into {bytes.Length} bytes.", nameof(bytes));
        for (var i = 0; i < values.Length; i++)
            bytes[i] = (byte)Math.Clamp(MathF.Round(255 * values[i]), 0, 255);
    }
}
