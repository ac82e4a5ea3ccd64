using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>What sliders could do at best if their ends were real: how often two held-out images, or notes, differ from a third as much as the ends of a slider should from its centre.</summary>
internal static class SliderCeiling
{
    private const int Triples = 4000;

    /// <summary>
    /// The share of held-out images from which two others both differ by 0.2 to 0.7, as <paramref name="generator"/> measures change; all three of one class where
    /// <paramref name="ofOneClass"/>, as a slider keeps the class of its start.
    /// </summary>
    public static double OfImages(ImageGenerator generator, ImageDataSet heldOut, bool ofOneClass, long seed)
    {
        return Of([.. Enumerable.Range(0, heldOut.Count).Select(i => ofOneClass ? heldOut.Label(i) : 0)], (a, b) => generator.ChangeBetween(Levels(a), Levels(b)), seed);

        float[] Levels(int index)
        {
            var image = heldOut.Image(index);
            var levels = new float[image.Length];
            for (var i = 0; i < levels.Length; i++)
                levels[i] = image[i] / 255f;
            return levels;
        }
    }

    /// <summary>The share of held-out notes from which two others of their pitch, of any instrument, both differ by 0.2 to 0.7, as <paramref name="generator"/> measures change: a slider keeps the pitch.</summary>
    public static double OfNotes(SoundGenerator generator, NoteDataSet heldOut, long seed, CancellationToken cancellation)
    {
        var levels = generator.Levels(heldOut.Rows(), cancellation);
        return Of([.. Enumerable.Range(0, heldOut.Count).Select(i => heldOut.Label(i, NoteDataSet.Pitch))], (a, b) => SoundGenerator.ChangeBetween(levels.Row(a), levels.Row(b)), seed);
    }

    /// <summary>The share of triples of one class in which both others differ by 0.2 to 0.7 from the first; 0 where no class has three.</summary>
    /// <param name="classes">The class of each item.</param>
    /// <param name="change">How much the items of two numbers differ, in [0, 1].</param>
    /// <param name="seed">Seed of the triples.</param>
    internal static double Of(IReadOnlyList<int> classes, Func<int, int, double> change, long seed)
    {
        var groups = Enumerable.Range(0, classes.Count).GroupBy(i => classes[i]).Select(group => group.ToArray()).Where(group => group.Length >= 3).ToArray();
        if (groups.Length == 0)
            return 0;
        var (random, worth) = (new RandomStream(seed, "triples"), 0);
        for (var i = 0; i < Triples; i++)
        {
            // Classes in turn, as starts are.
            var group = groups[i % groups.Length];
            var centre = random.Index(group.Length);
            var (first, second) = (change(group[centre], Other()), change(group[centre], Other()));
            worth += SliderWalk.IsWorthMoving(first, second) ? 1 : 0;

            int Other() => group[(centre + 1 + random.Index(group.Length - 1)) % group.Length];
        }
        return worth / (double)Triples;
    }
}
