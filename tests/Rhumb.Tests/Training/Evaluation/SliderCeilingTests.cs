using Rhumb.Generators.Audio;
using Rhumb.Tests.Rhumb.Generators.Audio;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Made = Rhumb.Tests.Rhumb.Generators.Audio.Sounds;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class SliderCeilingTests
{
    [Theory]
    [InlineData(0.1, 0), InlineData(0.2, 1), InlineData(0.45, 1), InlineData(0.7, 1), InlineData(0.8, 0)]
    public void What_always_changes_alike_is_worth_moving_always_or_never(double change, double expected) =>
        Assert.Equal(expected, SliderCeiling.Of([0, 0, 0, 1, 1, 1], (_, _) => change, 1));

    /// <summary>Of four items on a line, 0.3 apart, only the two inner ones have two others in reach, and of three pairs of others (with repetition) some leave it.</summary>
    [Fact]
    public void Both_others_must_differ_enough_and_not_too_much()
    {
        // Others of item 0: 0.3, 0.6, 0.9; both in reach in (2/3)². Of item 1: 0.3, 0.3, 0.6; always.
        var share = SliderCeiling.Of([5, 5, 5, 5], (a, b) => 0.3 * Math.Abs(a - b), 7);
        Assert.Equal((1 + (4 / 9.0)) / 2, share, 0.03);
        Assert.Equal(share, SliderCeiling.Of([5, 5, 5, 5], (a, b) => 0.3 * Math.Abs(a - b), 7));
    }

    [Fact]
    public void Only_three_of_one_class_are_compared()
    {
        int[] classes = [0, 1, 0, 1, 2, 0, 2, 2];
        var compared = new HashSet<int>();
        SliderCeiling.Of(classes, (a, b) =>
        {
            Assert.Equal(classes[a], classes[b]);
            Assert.NotEqual(a, b);
            compared.Add(classes[a]);
            return 0.5;
        }, 1);
        Assert.Equal([0, 2], compared.Order());
        Assert.Equal(0, SliderCeiling.Of([0, 0, 1, 1], (_, _) => 0.5, 1));
    }

    /// <summary>Of notes it is the share of all triples at one pitch, both pitches counting alike.</summary>
    [Fact]
    public void Notes_are_compared_at_their_pitch_as_the_generator_hears_them()
    {
        using var folder = new TemporaryFolder();
        using var generator = SoundGenerator.Load(ToneGenerator.Write(folder));
        const int length = ToneGenerator.Length, rate = ToneGenerator.Rate;
        float[][] sounds =
        [
            Made.Note(length, rate, 220), ToneGenerator.Sound([0, 0, 0], 0), ToneGenerator.Sound([-4, 2, 2], 0), Made.Note(length, rate, 220, seed: 2),
            Made.Note(length, rate, 440), Made.Chirp(length, rate, 440, 500), Made.Bursts(length), ToneGenerator.Sound([1, -9, -9], 2),
        ];
        byte[] labels = [.. sounds.SelectMany((_, i) => (byte[])[(byte)(i / 4), 0, 0, 0])];
        var notes = new NoteDataSet(rate, length, [.. sounds.SelectMany(sound => sound.Select(x => (short)(32767 * x)))], labels, [new("pitch", ["A3", "A4"]), new("family", ["a"]), new("instrument", ["a"]), new("strength", ["a"])]);
        var levels = generator.Levels(notes.Rows(), TestContext.Current.CancellationToken);
        var worth = new List<double>();
        for (var centre = 0; centre < 8; centre++)
            for (var first = 0; first < 8; first++)
                for (var second = 0; second < 8; second++)
                    if (first != centre && second != centre && first / 4 == centre / 4 && second / 4 == centre / 4)
                        worth.Add(SliderWalk.IsWorthMoving(Change(centre, first), Change(centre, second)) ? 1 : 0);
        Assert.InRange(worth.Average(), 0.05, 0.95);
        Assert.Equal(worth.Average(), SliderCeiling.OfNotes(generator, notes, 1, TestContext.Current.CancellationToken), 0.03);

        double Change(int a, int b) => SoundGenerator.ChangeBetween(levels.Row(a), levels.Row(b));
    }
}
