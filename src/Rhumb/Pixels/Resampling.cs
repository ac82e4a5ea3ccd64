namespace Rhumb.Pixels;

/// <summary>Images at another size.</summary>
public static class Resampling
{
    /// <summary>
    /// The image with <paramref name="width"/> × <paramref name="height"/> pixels. Along each axis a pixel is the mean of those around its place, weighted by a triangle that reaches to its
    /// neighbours' places: linear interpolation where the image grows, no aliasing where it shrinks. Colours are weighted by their opacity.
    /// </summary>
    public static RgbaImage Resampled(this RgbaImage image, int width, int height)
    {
        var (across, down) = (Weights(image.Width, width), Weights(image.Height, height));
        // [H, W', 4], colours times opacity.
        var half = new float[image.Height * width * 4];
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < width; x++)
                foreach (var (from, weight) in across[x])
                {
                    var pixel = image.Pixels.AsSpan(4 * ((y * image.Width) + from), 4);
                    var sum = half.AsSpan(4 * ((y * width) + x), 4);
                    var opacity = weight * pixel[3] / 255;
                    for (var channel = 0; channel < 3; channel++)
                        sum[channel] += opacity * pixel[channel];
                    sum[3] += opacity;
                }
        var result = new RgbaImage(width, height);
        Span<float> total = stackalloc float[4];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                total.Clear();
                foreach (var (from, weight) in down[y])
                    for (var channel = 0; channel < 4; channel++)
                        total[channel] += weight * half[(4 * ((from * width) + x)) + channel];
                var pixel = result.Pixels.AsSpan(4 * ((y * width) + x), 4);
                for (var channel = 0; channel < 3; channel++)
                    pixel[channel] = total[3] > 0 ? (byte)Math.Clamp(MathF.Round(total[channel] / total[3]), 0, 255) : (byte)0;
                pixel[3] = (byte)Math.Clamp(MathF.Round(255 * total[3]), 0, 255);
            }
        return result;
    }

    /// <summary>The middle of the image as far as it has the proportions of <paramref name="width"/> × <paramref name="height"/>, at that size.</summary>
    public static RgbaImage Covering(this RgbaImage image, int width, int height)
    {
        var scale = Math.Min(image.Width / (double)width, image.Height / (double)height);
        var (w, h) = (Math.Clamp((int)Math.Round(width * scale), 1, image.Width), Math.Clamp((int)Math.Round(height * scale), 1, image.Height));
        var (left, top, middle) = ((image.Width - w) / 2, (image.Height - h) / 2, new RgbaImage(w, h));
        for (var y = 0; y < h; y++)
            image.Pixels.AsSpan(4 * (((top + y) * image.Width) + left), 4 * w).CopyTo(middle.Pixels.AsSpan(4 * y * w));
        return middle.Resampled(width, height);
    }

    /// <summary>For each new place the old ones and their weights, which add up to 1.</summary>
    private static (int From, float Weight)[][] Weights(int old, int size)
    {
        var (scale, weights) = (old / (double)size, new (int, float)[size][]);
        var reach = Math.Max(1, scale);
        for (var i = 0; i < size; i++)
        {
            var centre = ((i + 0.5) * scale) - 0.5;
            var near = Enumerable.Range((int)Math.Ceiling(centre - reach), (int)(2 * reach) + 2)
                .Select(from => (From: Math.Clamp(from, 0, old - 1), Weight: Math.Max(0, 1 - (Math.Abs(from - centre) / reach)))).Where(each => each.Weight > 0).ToArray();
            var sum = near.Sum(each => each.Weight);
            weights[i] = [.. near.Select(each => (each.From, (float)(each.Weight / sum)))];
        }
        return weights;
    }
}
