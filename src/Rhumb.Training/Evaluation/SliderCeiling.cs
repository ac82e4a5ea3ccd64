using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>What sliders could do at best if their ends were real images: how often two images differ from a third as much as the ends of a slider should from its centre.</summary>
internal static class SliderCeiling
{
    private const int Triples = 4000;

    /// <summary>
    /// The share of held-out images from which two others both differ by 0.2 to 0.7, as <paramref name="generator"/> measures change; all three of one class where
    /// <paramref name="ofOneClass"/>, as a slider keeps the class of its start.
    /// </summary>
    public static double Of(ImageGenerator generator, ImageDataSet heldOut, bool ofOneClass, long seed)
    {
        var groups = Enumerable.Range(0, heldOut.Count).GroupBy(i => ofOneClass ? heldOut.Label(i) : 0).Select(group => group.ToArray()).Where(group => group.Length >= 3).ToArray();
        if (groups.Length == 0)
            return 0;
        var (random, worth) = (new RandomStream(seed, "triples"), 0);
        for (var i = 0; i < Triples; i++)
        {
            // Classes in turn, as starts are.
            var group = groups[i % groups.Length];
            var centre = random.Index(group.Length);
            var (first, second) = (Change(group[centre], Other()), Change(group[centre], Other()));
            worth += SliderWalk.IsWorthMoving(first, second) ? 1 : 0;

            int Other() => group[(centre + 1 + random.Index(group.Length - 1)) % group.Length];
        }
        return worth / (double)Triples;

        double Change(int a, int b) => generator.ChangeBetween(Levels(a), Levels(b));

        float[] Levels(int index)
        {
            var image = heldOut.Image(index);
            var levels = new float[image.Length];
            for (var i = 0; i < levels.Length; i++)
                levels[i] = image[i] / 255f;
            return levels;
        }
    }
}
