namespace Rhumb.Training.Data;

/// <summary>Images of one size with their attributes, in memory.</summary>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">All images [N, C, H, W], 0 black to 255 white.</param>
/// <param name="Labels">The attributes of each image [N, A]: places in their lists of values.</param>
/// <param name="Attributes">The A attributes.</param>
public sealed record ImageDataSet(int Height, int Width, byte[] Pixels, byte[] Labels, IReadOnlyList<ImageAttribute> Attributes)
{
    /// <summary>Grey images that have a class each.</summary>
    public ImageDataSet(int height, int width, byte[] pixels, byte[] labels, IReadOnlyList<string> classes)
        : this(height, width, pixels, labels, [new ImageAttribute("label", classes)]) { }

    /// <summary>C: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Values of the first attribute: the classes of a set that has no other.</summary>
    public IReadOnlyList<string> Classes => Attributes[0].Values;

    /// <summary>N.</summary>
    public int Count => Labels.Length / Attributes.Count;

    /// <summary>Values of an image: C H W.</summary>
    public int Area => Channels * Height * Width;

    /// <summary>The attribute number <paramref name="attribute"/> of image number <paramref name="index"/>.</summary>
    public int Label(int index, int attribute = 0) => Labels[(index * Attributes.Count) + attribute];

    /// <summary>The image number <paramref name="index"/> as bytes [C, H, W].</summary>
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
        // Rows of all channels in turn: those that come from outside their channel are black.
        for (var row = 0; row < Channels * Height; row++)
            for (var x = 0; x < Width; x++)
            {
                var (fromX, fromY) = (x - right, (row % Height) - down);
                var inside = fromX >= 0 && fromX < Width && fromY >= 0 && fromY < Height;
                values[(row * Width) + x] = inside ? (image[((row - down) * Width) + fromX] / 127.5f) - 1 : -1;
            }
    }

    /// <summary>Images <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>.</summary>
    public ImageDataSet Part(int start, int count) => this with
    {
        Pixels = Pixels.AsSpan(start * Area, count * Area).ToArray(),
        Labels = Labels.AsSpan(start * Attributes.Count, count * Attributes.Count).ToArray(),
    };

    /// <summary>The images with the numbers <paramref name="indices"/>.</summary>
    public ImageDataSet Part(IReadOnlyList<int> indices) =>
        this with { Pixels = NoteDataSet.Gathered(Pixels, indices, Area), Labels = NoteDataSet.Gathered(Labels, indices, Attributes.Count) };

    /// <summary>The images of several sets of one kind, in their order.</summary>
    /// <exception cref="ArgumentException">There is none, or they differ in size or attributes.</exception>
    public static ImageDataSet Joined(IReadOnlyList<ImageDataSet> parts)
    {
        if (parts.Count == 0 || parts.Any(part => part.Area != parts[0].Area || part.Height != parts[0].Height || part.Attributes.Count != parts[0].Attributes.Count))
            throw new ArgumentException("Only sets of images of one size with the same attributes can be joined.", nameof(parts));
        var (pixels, labels) = (new byte[parts.Sum(part => (long)part.Pixels.Length)], new byte[parts.Sum(part => part.Labels.Length)]);
        var (pixel, label) = (0, 0);
        foreach (var part in parts)
        {
            part.Pixels.CopyTo(pixels, pixel);
            part.Labels.CopyTo(labels, label);
            (pixel, label) = (pixel + part.Pixels.Length, label + part.Labels.Length);
        }
        return parts[0] with { Pixels = pixels, Labels = labels };
    }
}
