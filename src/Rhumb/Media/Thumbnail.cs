using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.Generators.Shapes;
using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>Small pictures of whatever generators make, all of one generator of one size: the tiles of a <see cref="ContactSheet"/>.</summary>
public static class Thumbnail
{
    private const int Side = 200, LeastSide = 128;

    /// <summary>
    /// The picture of <paramref name="output"/>: an image with whole pixels enlarged to at least 128 a side, a shape seen whole in the middle of its cube, a sound as its
    /// <see cref="SpectrogramPicture"/>.
    /// </summary>
    /// <exception cref="NotSupportedException">There is no picture of such outputs.</exception>
    public static RgbaImage Of(Output output, GeneratorManifest manifest) => output switch
    {
        ImageOutput image => ImageFile.Picture(image, Math.Max(1, LeastSide / Math.Max(image.Width, image.Height))),
        ShapeOutput shape => Of(shape, manifest.Shape is { } layout ? layout.High - layout.Low : 1),
        SoundOutput sound => SpectrogramPicture.Of(sound),
        _ => throw new NotSupportedException($"There is no picture of {output.GetType().Name}."),
    };

    private static RgbaImage Of(ShapeOutput shape, float side) => MeshRenderer.Render(shape.Mesh, new RenderView { Size = Side, HalfHeight = 0.75f * side, Distance = 4 * side });
}
