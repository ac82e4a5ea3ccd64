using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;
using Rhumb.Training.Sounds;

namespace Rhumb.Training.Evaluation;

/// <summary>Measures a generator of notes by a pitch estimate, a classifier of instruments, and held-out notes.</summary>
/// <param name="generator">The generator, of sounds at a pitch that is asked for.</param>
/// <param name="judge">The classifier of families and instruments; it has heard neither samples nor held-out notes.</param>
/// <param name="form">The form that notes are learnt in.</param>
/// <param name="hearing">How the judge hears.</param>
/// <param name="counts">How much to measure.</param>
internal sealed class NoteEvaluator(SoundGenerator generator, ImageJudge judge, NoteForm form, MelPicture hearing, SampleCounts counts)
{
    private const double Tolerance = 50;

    private readonly PitchEstimate _ear = new(form.SampleRate);
    private readonly double[] _frequencies = [.. Label(generator).Classes.Select(PitchName.Frequency)];

    /// <summary>Measures; the reference is one half of <paramref name="heldOut"/>, the ceiling the other.</summary>
    public async Task<NoteEvaluation> RunAsync(NoteDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress("Judging held-out notes"));
        var count = Math.Min(counts.Samples, heldOut.Count / 2);
        var order = NoteOrder.Of(heldOut);
        var other = heldOut.Part(order[count..(2 * count)]);
        var reference = judge.Judge(heldOut.Part(order[..count]).Rows(), cancellation).Features;
        var real = other.Rows();
        var (again, change) = Resynthesised(other, real, progress, cancellation);
        progress.Report(new StepProgress($"Playing and judging {count} samples"));
        var samples = await RowsAsync([.. Enumerable.Range(0, count).Select(PointOf)], cancellation);
        var sampled = judge.Judge(samples, cancellation).Classes;
        int[] asked = [.. Enumerable.Range(0, count).Select(i => i % _frequencies.Length)], pitches = [.. Enumerable.Range(0, count).Select(i => other.Label(i, NoteDataSet.Pitch))];
        progress.Report(new StepProgress("Comparing samples with held-out notes"));
        var measured = Measured(samples, asked, reference, null, cancellation);
        var ceiling = Measured(real, pitches, reference, other, cancellation);
        var played = Measured(again, pitches, reference, other, cancellation);
        var (worthMoving, kept) = await new SliderWalk(generator, counts, RowsAsync).WalkAsync(
            PointOf, (start, frames) => Heard(frames, [.. Enumerable.Repeat(start % _frequencies.Length, frames.Rows)]), progress, cancellation);
        var families = heldOut.Attributes[NoteDataSet.Family].Values;
        return new NoteEvaluation(counts with { Samples = count }, families, Shares(sampled, families.Count), Shares(judge.Judge(real, cancellation).Classes, families.Count),
            measured, ceiling, played, change, worthMoving, kept)
        {
            WorthMovingCeiling = SliderCeiling.OfNotes(generator, heldOut, counts.Seed, cancellation),
        };
    }

    /// <summary>Sample number <paramref name="index"/>: at the pitch number <paramref name="index"/> mod P.</summary>
    public Point PointOf(int index) => generator.LatentSpace.WithConditions(
        generator.LatentSpace.Sample(counts.Seed, index), new Dictionary<string, string>(StringComparer.Ordinal) { [Label(generator).Name] = Label(generator).Classes[index % _frequencies.Length] });

    private static LabelCondition Label(SoundGenerator generator) => generator.LatentSpace.Conditions.OfType<LabelCondition>().First();

    private async Task<RowMatrix> RowsAsync(IReadOnlyList<Point> points, CancellationToken cancellation)
    {
        var sounds = (await generator.GenerateAsync(points, Detail.Full, cancellation)).Cast<SoundOutput>().ToArray();
        return new RowMatrix(sounds.Length, sounds[0].Samples.Length, [.. sounds.SelectMany(sound => sound.Samples)]);
    }

    // Notes taken apart and played again, and how much they changed.
    private (RowMatrix Sounds, double Change) Resynthesised(NoteDataSet notes, RowMatrix real, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var pictures = NoteImages.Analysed(notes, form, progress, cancellation);
        using var player = new NoteRows(NoteNetworks.Player(form, _frequencies));
        using var listener = new NoteRows(NoteNetworks.Listener(hearing));
        var sounds = player.Run(ImageJudge.Rows(pictures), NoteAutoencoderTrainer.Pitches(pictures), cancellation)["sound"];
        return (sounds, SpectralChange.Mean(listener.Run(real, [], cancellation)["image"], listener.Run(sounds, [], cancellation)["image"]));
    }

    private NoteMeasures Measured(RowMatrix sounds, int[] pitches, RowMatrix reference, NoteDataSet? labels, CancellationToken cancellation)
    {
        var (classes, features) = judge.Judge(sounds, cancellation);
        var clicks = Enumerable.Range(0, sounds.Rows).Select(i => ClickMeasure.Of(sounds.Row(i), form.SampleRate)).ToArray();
        return new NoteMeasures(
            Heard(sounds, pitches), PrecisionRecall.Of(features, reference, counts.Neighbour), Right(0, NoteDataSet.Family), Right(1, NoteDataSet.Instrument), clicks.Max(),
            clicks.Count(click => click > ClickMeasure.Audible));

        double? Right(int head, int attribute) => labels is null ? null : Enumerable.Range(0, sounds.Rows).Average(i => classes[(2 * i) + head] == labels.Label(i, attribute) ? 1.0 : 0);
    }

    // Share of the sounds whose asked pitch is heard.
    private double Heard(RowMatrix sounds, int[] pitches) => Enumerable.Range(0, sounds.Rows).Average(i =>
        _ear.Of(sounds.Row(i)) is { } found && Math.Abs(PitchEstimate.Cents(_frequencies[pitches[i]], found)) <= Tolerance ? 1.0 : 0);

    private static double[] Shares(int[] classes, int count)
    {
        var shares = new double[count];
        for (var i = 0; i < classes.Length; i += 2)
            shares[classes[i]] += 2.0 / classes.Length;
        return shares;
    }
}
