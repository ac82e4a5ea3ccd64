using Rhumb.Runtime;

namespace Rhumb.Generators.Images;

/// <summary>A generator of images. Its visible change is <see cref="ImageChange"/> of two images as <see cref="ImageMetric.Reduced"/> sees them.</summary>
public sealed class ImageGenerator : DecoderGenerator<ImageMetric>
{
    private readonly ImageHead _head;
    private readonly ImageLayout _layout;

    private ImageGenerator(GeneratorFolder folder, ImageHead head, ImageOptions options)
        : base(folder, head, options.Space, options.Metric, options.Device) => (_head, _layout) = (head, folder.Manifest.Image!);

    /// <summary>Opens the generator at <paramref name="path"/>, a manifest or its folder.</summary>
    /// <exception cref="RhumbException">A file is missing or damaged, or networks and manifest do not fit each other; the message says what to do.</exception>
    /// <exception cref="RuntimeException">The engine itself is missing.</exception>
    public static ImageGenerator Load(string path, ImageOptions? options = null) => Open(GeneratorFolder.Load(path), options);

    /// <summary>Opens the generator of a loaded manifest.</summary>
    /// <exception cref="RhumbException">As <see cref="Load"/>.</exception>
    public static ImageGenerator Open(GeneratorFolder folder, ImageOptions? options = null) =>
        folder.Manifest.Kind == GeneratorKind.Image
            ? new ImageGenerator(folder, new ImageHead(folder), options ?? new ImageOptions())
            : throw new RhumbException($"Generator '{folder.Manifest.Name}' does not make images; open it as what it is.");

    /// <summary>The visible change, as <see cref="ImageMetric.Reduced"/> sees it, between two images [C, H, W] from 0 for black to 1 for white that need not be this generator's.</summary>
    public double ChangeBetween(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var (block, shape) = (_head.BlockOf(ImageMetric.Reduced), (_layout.Channels, _layout.Height, _layout.Width));
        return ImageChange.Between(ImageChange.Reduced(first, shape, block), ImageChange.Reduced(second, shape, block), _layout.Channels);
    }

    private protected override Output OutputOf(float[] values) => new ImageOutput(_layout.Height, _layout.Width, _layout.Channels, values);

    private protected override double ChangeOf(float[] from, float[] to) => ImageChange.Between(from, to, _layout.Channels);
}
