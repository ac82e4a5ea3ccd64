namespace Rhumb.Training.Data;

/// <summary>A set of images in one file: what it is, sizes and attributes, labels [N, A] and pixels [N, C, H, W] compressed together, and a SHA-256 over all of it.</summary>
public static class ImageDataFile
{
    private const string Kind = "rhumb-images-1";

    private sealed record Header(string Kind, string Origin, int Count, int Channels, int Height, int Width, IReadOnlyList<ImageAttribute> Attributes);

    /// <summary>Writes <paramref name="data"/>; <paramref name="origin"/> says what it was made from.</summary>
    /// <exception cref="RhumbException">The file cannot be written, for example because the disk is full.</exception>
    public static void Write(string path, ImageDataSet data, string origin) =>
        SealedFile.Write(path, new Header(Kind, origin, data.Count, data.Channels, data.Height, data.Width, data.Attributes), data.Labels, data.Pixels);

    /// <summary>The images in <paramref name="path"/> and what they were made from.</summary>
    /// <exception cref="RhumbException">The file is missing, truncated or changed, or no such file.</exception>
    public static (ImageDataSet Data, string Origin) Read(string path) => SealedFile.Read<Header, (ImageDataSet, string)>(
        path, Kind, "is no file of images that 'rhumb train avatar' wrote; name such a file, or leave --data out.", (header, blocks) => (Unpack(header, blocks), header.Origin));

    private static ImageDataSet Unpack(Header header, SealedBlocks blocks)
    {
        var labels = blocks.Next<byte>(checked((long)header.Count * header.Attributes.Count));
        var pixels = blocks.Next<byte>(checked((long)header.Count * header.Channels * header.Height * header.Width));
        ImageAttribute.Check(header.Attributes, labels, "image");
        return new ImageDataSet(header.Height, header.Width, pixels, labels, header.Attributes) { Channels = header.Channels };
    }
}
