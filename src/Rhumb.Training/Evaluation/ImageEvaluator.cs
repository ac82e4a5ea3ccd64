using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>Measures a class-conditional image generator by an independent classifier and held-out photos.</summary>
/// <param name="generator">The generator, of grey images and one label.</param>
/// <param name="judge">The classifier; it has seen neither samples nor held-out photos.</param>
/// <param name="counts">How much to measure.</param>
public sealed class ImageEvaluator(ImageGenerator generator, ImageJudge judge, ImageCounts counts)
{
    private const double LeastChange = 0.2, MostChange = 0.7;

    private LabelCondition Label => generator.LatentSpace.Conditions.OfType<LabelCondition>().First();

    /// <summary>Measures; the reference is the first part of <paramref name="heldOut"/>, the ceiling the part after it.</summary>
    public async Task<ImageEvaluation> RunAsync(ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress("Judging held-out photos"));
        var count = Math.Min(counts.Samples, heldOut.Count / 2);
        var (photoClasses, photos) = judge.Judge(ImageJudge.Rows(heldOut), cancellation);
        progress.Report(new StepProgress($"Drawing and judging {count} samples"));
        var points = Enumerable.Range(0, count).Select(PointOf).ToArray();
        var (classes, features) = judge.Judge(await ImagesAsync(points, cancellation), cancellation);
        var k = Label.Classes.Count;
        progress.Report(new StepProgress("Comparing samples with photos"));
        var reference = Part(photos, 0, count);
        var samples = PrecisionRecall.Of(features, reference, counts.Neighbour);
        var ceiling = PrecisionRecall.Of(Part(photos, count, count), reference, counts.Neighbour);
        var (worthMoving, kept) = await SlidersAsync(progress, cancellation);
        return new ImageEvaluation(
            counts with { Samples = count }, Label.Classes, Shares(photoClasses, index => heldOut.Labels[index], k), Shares(classes, index => index % k, k), samples, ceiling, worthMoving, kept);
    }

    /// <summary>Sample number <paramref name="index"/>: of class <paramref name="index"/> mod k.</summary>
    public Point PointOf(int index) => generator.LatentSpace.WithConditions(
        generator.LatentSpace.Sample(counts.Seed, index), new Dictionary<string, string>(StringComparer.Ordinal) { [Label.Name] = Label.Classes[index % Label.Classes.Count] });

    private async Task<(double WorthMoving, double Kept)> SlidersAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var (worth, sliders, kept, frames) = (0, 0, 0, 0);
        for (var start = 0; start < counts.Starts; start++)
        {
            progress.Report(new StepProgress($"Walking sliders: start {start} of {counts.Starts}", start / (double)counts.Starts));
            var centre = PointOf(start);
            var request = new SubspaceRequest { Rank = counts.Directions, Ranges = new MeasuredChangeRange() };
            var subspace = await SubspaceFinder.FindAsync(generator, centre, request, cancellation);
            for (var i = 0; i < subspace.Rank; i++)
            {
                var line = subspace.Select([i]);
                var walk = Enumerable.Range(0, counts.Frames).Select(frame => line.At(generator.LatentSpace, [(2.0 * frame / (counts.Frames - 1)) - 1])).ToArray();
                var (low, high) = (await generator.VisibleChangeAsync(centre, walk[0], cancellation), await generator.VisibleChangeAsync(centre, walk[^1], cancellation));
                sliders++;
                worth += Math.Min(low, high) >= LeastChange && Math.Max(low, high) <= MostChange ? 1 : 0;
                kept += judge.Judge(await ImagesAsync(walk, cancellation), cancellation).Classes.Count(found => found == start % Label.Classes.Count);
                frames += walk.Length;
            }
        }
        return (worth / (double)Math.Max(1, sliders), kept / (double)Math.Max(1, frames));
    }

    /// <summary>Images [n, h·w] as the judge takes them, in [−1, 1].</summary>
    private async Task<RowMatrix> ImagesAsync(IReadOnlyList<Point> points, CancellationToken cancellation)
    {
        var outputs = await generator.GenerateAsync(points, Detail.Full, cancellation);
        var images = outputs.Cast<ImageOutput>().ToArray();
        return new RowMatrix(images.Length, images[0].Values.Length, [.. images.SelectMany(image => image.Values.Select(value => (2 * value) - 1))]);
    }

    private static RowMatrix Part(RowMatrix rows, int start, int count) =>
        new(count, rows.Columns, rows.Values[(start * rows.Columns)..((start + count) * rows.Columns)]);

    private static double[] Shares(int[] found, Func<int, int> wanted, int k)
    {
        var (right, all) = (new double[k], new double[k]);
        for (var i = 0; i < found.Length; i++)
        {
            all[wanted(i)]++;
            right[wanted(i)] += found[i] == wanted(i) ? 1 : 0;
        }
        return [.. right.Zip(all, (hits, total) => total == 0 ? 0 : hits / total)];
    }
}
