namespace Rhumb.Pixels;

/// <summary>An image of 8-bit red, green, blue and alpha (not premultiplied), rows from the top.</summary>
public sealed class RgbaImage
{
    /// <summary>Wraps <paramref name="pixels"/> [height, width, 4] without copying.</summary>
    /// <exception cref="ArgumentException">The length does not fit the size.</exception>
    public RgbaImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != 4L * width * height)
            throw new ArgumentException($"An image of {width} × {height} needs {4L * width * height} bytes, not {pixels.Length}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>A transparent black image.</summary>
    public RgbaImage(int width, int height) : this(width, height, new byte[checked(4 * width * height)]) { }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>All values, [Height, Width, 4] row-major.</summary>
    public byte[] Pixels { get; }
}
