namespace Rhumb.Generators.Images;

/// <summary>How much two images differ, as a number in [0, 1].</summary>
internal static class ImageChange
{
    /// <summary>
    /// Σ|a − b| / (Σ|a − m| + Σ|b − m|), m the mean of both in each channel: 0 for equal images, 1 where the two are nowhere on the same side of m, so that they have nothing
    /// in common. By the triangle inequality it is never more. Images are [C, …], of one size.
    /// </summary>
    public static double Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int channels)
    {
        if (a.Length != b.Length || a.Length % channels != 0)
            throw new ArgumentException($"Images of {a.Length} and {b.Length} values in {channels} channels cannot be compared.", nameof(b));
        var (different, distance, area) = (0.0, 0.0, a.Length / channels);
        for (var channel = 0; channel < channels; channel++)
        {
            var x = a.Slice(channel * area, area);
            var y = b.Slice(channel * area, area);
            var mean = 0.0;
            for (var i = 0; i < area; i++)
                mean += ((double)x[i] + y[i]) / (2 * area);
            for (var i = 0; i < area; i++)
            {
                different += Math.Abs((double)x[i] - y[i]);
                distance += Math.Abs(x[i] - mean) + Math.Abs(y[i] - mean);
            }
        }
        return distance == 0 ? 0 : Math.Min(1, different / distance);
    }

    /// <summary>Means over blocks of an image [C, H, W]; what is left over at the right and lower edges is left out.</summary>
    public static float[] Reduced(ReadOnlySpan<float> image, (int Channels, int Height, int Width) shape, (int Rows, int Columns) block)
    {
        var (height, width) = (shape.Height / block.Rows, shape.Width / block.Columns);
        var reduced = new float[shape.Channels * height * width];
        for (var c = 0; c < shape.Channels; c++)
            for (var y = 0; y < block.Rows * height; y++)
                for (var x = 0; x < block.Columns * width; x++)
                    reduced[(((c * height) + (y / block.Rows)) * width) + (x / block.Columns)] += image[(((c * shape.Height) + y) * shape.Width) + x] / (block.Rows * block.Columns);
        return reduced;
    }
}
