using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>Measures a class-conditional image generator by an independent classifier and held-out photos.</summary>
/// <param name="generator">The generator, of grey images and one label.</param>
/// <param name="judge">The classifier; it has seen neither samples nor held-out photos.</param>
/// <param name="counts">How much to measure.</param>
public sealed class ImageEvaluator(ImageGenerator generator, ImageJudge judge, SampleCounts counts)
{
    private LabelCondition Label => generator.LatentSpace.Conditions.OfType<LabelCondition>().First();

    /// <summary>Measures; the reference is the first part of <paramref name="heldOut"/>, the ceiling the part after it.</summary>
    public async Task<ImageEvaluation> RunAsync(ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress("Judging held-out photos"));
        var count = Math.Min(counts.Samples, heldOut.Count / 2);
        var (photoClasses, photos) = judge.Judge(ImageJudge.Rows(heldOut), cancellation);
        progress.Report(new StepProgress($"Drawing and judging {count} samples"));
        var points = Enumerable.Range(0, count).Select(PointOf).ToArray();
        var (classes, features) = judge.Judge(await ImageRows.OfAsync(generator, points, cancellation), cancellation);
        var k = Label.Classes.Count;
        progress.Report(new StepProgress("Comparing samples with photos"));
        var reference = ImageRows.Part(photos, 0, count);
        var samples = PrecisionRecall.Of(features, reference, counts.Neighbour);
        var ceiling = PrecisionRecall.Of(ImageRows.Part(photos, count, count), reference, counts.Neighbour);
        var (worthMoving, kept) = await new SliderWalk(generator, counts, (points, token) => ImageRows.OfAsync(generator, points, token)).WalkAsync(PointOf, Kept, progress, cancellation);
        return new ImageEvaluation(
            counts with { Samples = count }, Label.Classes, Shares(photoClasses, index => heldOut.Labels[index], k), Shares(classes, index => index % k, k), samples, ceiling, worthMoving, kept)
        {
            WorthMovingCeiling = SliderCeiling.OfImages(generator, heldOut, ofOneClass: true, counts.Seed),
        };

        double Kept(int start, RowMatrix frames) => judge.Judge(frames, cancellation).Classes.Average(found => found == start % k ? 1.0 : 0);
    }

    /// <summary>Sample number <paramref name="index"/>: of class <paramref name="index"/> mod k.</summary>
    public Point PointOf(int index) => generator.LatentSpace.WithConditions(
        generator.LatentSpace.Sample(counts.Seed, index), new Dictionary<string, string>(StringComparer.Ordinal) { [Label.Name] = Label.Classes[index % Label.Classes.Count] });

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
