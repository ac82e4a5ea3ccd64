using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Subspaces;

namespace Rhumb.Training.Recipes;

/// <summary>The pictures of a card: random starts, and strips along recommended directions.</summary>
/// <param name="generator">The generator.</param>
/// <param name="seed">Seed of the starts.</param>
public sealed class ShapePictures(ShapeGenerator generator, long seed)
{
    private const int Resolution = 96;

    /// <summary>The first <paramref name="count"/> random starts, numbered, ten a row.</summary>
    public async Task<RgbaImage> StartsAsync(int count, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var tiles = new List<RgbaImage>();
        for (var i = 0; i < count; i++)
        {
            progress.Report(new StepProgress($"Drawing starts: {i} of {count}", i / (double)count));
            tiles.Add(await DrawAsync(generator.LatentSpace.Sample(seed, i), 128, cancellation));
        }
        return ContactSheet.Compose(tiles, 10, [.. Enumerable.Range(0, count).Select(i => $"{i}")]);
    }

    /// <summary>Seven frames from t = −1 to 1 along the first direction, one row for each of <paramref name="count"/> starts.</summary>
    public async Task<RgbaImage> StripsAsync(int count, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        const int frames = 7;
        var tiles = new List<RgbaImage>();
        for (var i = 0; i < count; i++)
        {
            progress.Report(new StepProgress($"Drawing strips: {i} of {count}", i / (double)count));
            var request = new SubspaceRequest { Rank = 1, Method = SubspaceMethod.Exact, Ranges = new MeasuredChangeRange() };
            var slider = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(seed, i), request, cancellation);
            for (var f = 0; f < frames; f++)
                tiles.Add(await DrawAsync(slider.At(generator.LatentSpace, [(f - 3) / 3.0]), 160, cancellation));
        }
        return ContactSheet.Compose(tiles, frames);
    }

    private async Task<RgbaImage> DrawAsync(Generators.Point point, int size, CancellationToken cancellation)
    {
        var output = await generator.DecodeAsync(point, Resolution, cancellation);
        return MeshRenderer.Render(output.Mesh, new RenderView { Size = size });
    }
}
