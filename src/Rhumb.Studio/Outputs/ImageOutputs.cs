using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Studio.Endpoints;
using Rhumb.Studio.Frames;

namespace Rhumb.Studio.Outputs;

/// <summary>Images: raw pixels on the way to the page, PNG on the way out.</summary>
internal sealed class ImageOutputs : IOutputKind
{
    /// <summary>Most pixels a side of an exported picture.</summary>
    private const int LongestSide = 8192;

    private static readonly ExportFormat Png = new("png", "image/png");

    public Task WarmUpAsync(IGenerator generator, TimeProvider time, CancellationToken cancellation) =>
        generator.GenerateAsync([generator.LatentSpace.Sample(0)], Detail.Draft, cancellation);

    public byte[] Frame(FrameRequest request, Output output) => ImageFrame.Write(request, (ImageOutput)output);

    public ExportFormat Format(ExportOptions options, GeneratorManifest manifest)
    {
        options.AllowOnly("scale");
        if (options.Format is not null && options.Format != Png.Extension) throw new StudioException(Problem.BadImageFormat, options.Format);
        var (side, scale) = (manifest.Image is { } image ? Math.Max(image.Width, image.Height) : 1, options.Scale ?? 1);
        // An image that is itself larger is exported as it is.
        return scale == 1 || scale is > 1 and <= LongestSide && scale <= LongestSide / side ? Png : throw new StudioException(Problem.BadScale);
    }

    public byte[] Encode(Output output, GeneratorManifest manifest, Recipe recipe, ExportOptions options) =>
        PngFile.Encode(ImageFile.Picture((ImageOutput)output, options.Scale ?? 1), recipe);
}
