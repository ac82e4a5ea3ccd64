using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>Measures a generator of images by a classifier of their attributes and held-out images.</summary>
/// <param name="generator">The generator.</param>
/// <param name="judge">The classifier; it has seen neither samples nor held-out images.</param>
/// <param name="counts">How much to measure.</param>
public sealed class AttributeEvaluator(ImageGenerator generator, ImageJudge judge, SampleCounts counts)
{
    /// <summary>Measures; the reference is the first part of <paramref name="heldOut"/>, the ceiling the part after it.</summary>
    /// <param name="training">The training images, whose labels are the data's shares.</param>
    /// <param name="heldOut">Images that neither generator nor judge was trained on.</param>
    /// <param name="progress">Told of each part.</param>
    /// <param name="cancellation">Stops between parts.</param>
    public async Task<AttributeEvaluation> RunAsync(ImageDataSet training, ImageDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress("Judging held-out images"));
        var (count, k) = (Math.Min(counts.Samples, heldOut.Count / 2), heldOut.Attributes.Count);
        var (realLabels, real) = judge.Judge(ImageJudge.Rows(heldOut.Part(0, 2 * count)), cancellation);
        progress.Report(new StepProgress($"Drawing and judging {count} samples"));
        var images = await ImageRows.OfAsync(generator, [.. Enumerable.Range(0, count).Select(PointOf)], cancellation);
        var (labels, features) = judge.Judge(images, cancellation);
        progress.Report(new StepProgress("Comparing samples with held-out images"));
        var reference = ImageRows.Part(real, 0, count);
        var samples = PrecisionRecall.Of(features, reference, counts.Neighbour);
        var ceiling = PrecisionRecall.Of(ImageRows.Part(real, count, count), reference, counts.Neighbour);
        var (worthMoving, kept) = await new SliderWalk(generator, counts, (points, token) => ImageRows.OfAsync(generator, points, token)).WalkAsync(PointOf, Kept, progress, cancellation);
        return new AttributeEvaluation(
            counts with { Samples = count }, Scores(training, heldOut, labels, realLabels, count), samples, ceiling, worthMoving, kept)
        {
            WorthMovingCeiling = SliderCeiling.OfImages(generator, heldOut, ofOneClass: false, counts.Seed),
        };

        // Frames that look as their start in an attribute, which was judged as one of the samples.
        double Kept(int start, RowMatrix frames) => judge.Judge(frames, cancellation).Classes.Select((found, i) => found == labels[(start * k) + (i % k)] ? 1.0 : 0).Average();
    }

    /// <summary>Sample number <paramref name="index"/>.</summary>
    public Point PointOf(int index) => generator.LatentSpace.Sample(counts.Seed, index);

    private static AttributeScore[] Scores(ImageDataSet training, ImageDataSet heldOut, int[] samples, int[] real, int count)
    {
        int[] heads = [.. heldOut.Attributes.Select(attribute => attribute.Values.Count)];
        var k = heads.Length;
        var (data, made, kept) = (AttributeScore.Shares([.. training.Labels], heads), AttributeScore.Shares(samples, heads), AttributeScore.Shares(real[(count * k)..], heads));
        return [.. heldOut.Attributes.Select((attribute, a) => new AttributeScore(
            attribute.Name, attribute.Values, data[a], made[a], kept[a], Enumerable.Range(0, real.Length / k).Average(i => real[(i * k) + a] == heldOut.Label(i, a) ? 1.0 : 0)))];
    }
}
