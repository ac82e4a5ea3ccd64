using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Subspaces;

namespace Rhumb.Training.Recipes;

/// <summary>The pictures of a card: samples of each class, and strips along recommended directions.</summary>
/// <param name="generator">The generator.</param>
/// <param name="point">Sample number 0, 1, …, of the classes in turn.</param>
/// <param name="classes">Number of classes.</param>
public sealed class ImagePictures(ImageGenerator generator, Func<int, Point> point, int classes)
{
    private const int Scale = 2;

    /// <summary>The first samples, a column a class.</summary>
    public async Task<RgbaImage> SamplesAsync(int rows, CancellationToken cancellation)
    {
        var outputs = await generator.GenerateAsync([.. Enumerable.Range(0, rows * classes).Select(point)], Detail.Full, cancellation);
        return ContactSheet.Compose([.. outputs.Cast<ImageOutput>().Select(image => ImageFile.Picture(image, Scale))], classes, gap: 2);
    }

    /// <summary>Nine frames from t = −1 to 1 along the first direction, one row for the first sample of each class.</summary>
    public async Task<RgbaImage> StripsAsync(CancellationToken cancellation)
    {
        const int frames = 9;
        var points = new List<Point>();
        for (var i = 0; i < classes; i++)
        {
            var slider = await SubspaceFinder.FindAsync(generator, point(i), new SubspaceRequest { Rank = 1, Ranges = new MeasuredChangeRange() }, cancellation);
            points.AddRange(Enumerable.Range(0, frames).Select(frame => slider.At(generator.LatentSpace, [(2.0 * frame / (frames - 1)) - 1])));
        }
        var outputs = await generator.GenerateAsync(points, Detail.Full, cancellation);
        return ContactSheet.Compose([.. outputs.Cast<ImageOutput>().Select(image => ImageFile.Picture(image, Scale))], frames, gap: 2);
    }
}
