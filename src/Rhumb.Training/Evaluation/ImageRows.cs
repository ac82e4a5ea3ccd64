using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Evaluation;

/// <summary>What a generator makes, as judges take it.</summary>
internal static class ImageRows
{
    /// <summary>The images [n, C·H·W] of <paramref name="points"/>, in [−1, 1].</summary>
    public static async Task<RowMatrix> OfAsync(ImageGenerator generator, IReadOnlyList<Point> points, CancellationToken cancellation)
    {
        var images = (await generator.GenerateAsync(points, Detail.Full, cancellation)).Cast<ImageOutput>().ToArray();
        var rows = new RowMatrix(images.Length, images[0].Values.Length);
        for (var i = 0; i < images.Length; i++)
            Planes(images[i], rows.Row(i));
        return rows;
    }

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>.</summary>
    public static RowMatrix Part(RowMatrix rows, int start, int count) =>
        new(count, rows.Columns, rows.Values[(start * rows.Columns)..((start + count) * rows.Columns)]);

    // [H, W, C] to [C, H, W].
    private static void Planes(ImageOutput image, Span<float> row)
    {
        var area = image.Height * image.Width;
        for (var pixel = 0; pixel < area; pixel++)
            for (var channel = 0; channel < image.Channels; channel++)
                row[(channel * area) + pixel] = (2 * image.Values[(pixel * image.Channels) + channel]) - 1;
    }
}
