using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;
using Rhumb.Tests.Training.Sounds;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Recipes;
using Rhumb.Training.Sounds;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>The generator of notes from short tones of three instruments, and small networks: its promises, not its quality.</summary>
public sealed class NoteTrainingTests : IDisposable
{
    private const int Length = 4096;
    private static readonly string[] Pitches = ["C4", "E4", "G4", "C5"];

    private static readonly NoteRecipe Small = new()
    {
        Hearing = new MelPicture { Frames = 16, Bands = 16 },
        Classifier = new ImageClassifierRecipe
        {
            Network = new ImageClassifier { Fold = 2, Channels = [8, 8], Features = 8 }, Batch = 16, Shift = 0, Plan = Plan(120, 5e-3),
        },
        Autoencoder = new NoteAutoencoderRecipe
        {
            Network = new NoteAutoencoder
            {
                Form = new NoteForm { Harmonics = 8, Bands = 4, Frames = 8 }, Code = 4, EncoderWidths = [8, 4, 16], Style = 16, DecoderWidths = [4, 8, 16],
            },
            Batch = 16, Plan = Plan(60, 5e-3),
        },
        Prior = new LatentFlowRecipe { Network = new LatentFlow { Code = 4, Width = 16, Depth = 1 }, Batch = 16, Plan = Plan(30, 3e-3) },
    };

    private static readonly Lazy<NoteDataSet> Made = new(Notes);

    private readonly TemporaryFolder _folder = new();

    public NoteTrainingTests() => NoteDataFile.Write(_folder["data"], Made.Value, "test");

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_file_of_notes_to_a_generator_with_its_card()
    {
        var card = await Training(Request("out")).RunAsync(Told.Nobody, Stop);
        Assert.Equal(
            ["card.md", "classifier.onnx", "curve.csv", "curve.svg", "decoder.onnx", "generator.json", "measured.json", "prior.csv", "prior.onnx", "prior.svg", "samples.png", "samples.wav", "strip.wav", "strips.png"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var e = card.Evaluation;
        Assert.Equal(["plain", "rich"], e.Families);
        Assert.Equal(1, e.Shares.Sum(), 1e-9);
        // Tones of two or eight harmonics are told apart, and are what they were when they are taken apart and played again.
        Assert.True(e.HeldOut.Families > 0.9 && e.Resynthesised.Families > 0.9, $"{e.HeldOut} {e.Resynthesised}");
        Assert.True(e.HeldOut.PitchHeard == 1 && e.Resynthesised.PitchHeard == 1, $"{e.HeldOut} {e.Resynthesised}");
        Assert.InRange(e.Resynthesis, 0.001, 0.15);
        Assert.Equal(0, e.Resynthesised.Clicks);
        // Held-out notes at a pitch are of one instrument here, and differ by their decay alone.
        Assert.Equal(0, e.WorthMovingCeiling);
        var text = await File.ReadAllTextAsync(_folder["out/card.md"], Stop);
        Assert.Contains("| plain |", text, StringComparison.Ordinal);
        Assert.Contains("![Training curve of the prior](prior.svg)", text, StringComparison.Ordinal);
        // Sliders that move too little or too much are a known failure where notes themselves leave more to reach.
        foreach (var (reached, ceiling, isFailure) in new[] { (0.46, 0.5, false), (0.44, 0.5, true), (0.81, 1, false), (0.79, 1, true) })
            Assert.Equal(isFailure, NoteCard.Write(card with { Evaluation = e with { WorthMoving = reached, WorthMovingCeiling = ceiling } }).Contains("too many sliders", StringComparison.Ordinal));
        var judge = OnnxFile.Read(await File.ReadAllBytesAsync(_folder["out/classifier.onnx"], Stop), _folder["out"]);
        Assert.Contains("\"family\"", judge.Metadata[DecoderScorer.AttributesKey], StringComparison.Ordinal);

        // Measuring again measures the same.
        var again = await Training(Request("out") with { EvaluateOnly = true }).RunAsync(Told.Nobody, Stop);
        Assert.Equal(e.Samples, again.Evaluation.Samples);
        Assert.Equal(e.WorthMoving, again.Evaluation.WorthMoving);

        // Other notes are not what its judge judges.
        NoteDataFile.Write(_folder["data"], Made.Value with { Attributes = [new("pitch", Pitches), new("family", ["dull", "bright"]), new("instrument", ["a", "b", "c"]), new("strength", ["soft", "loud"])] }, "test");
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Training(Request("out") with { EvaluateOnly = true }).RunAsync(Told.Nobody, Stop))).Message;
        Assert.Contains("other instruments", message, StringComparison.Ordinal);
    }

    /// <summary>Notes too few to compare samples with are said before anything is trained. Here they are of one instrument at one pitch: all held out, or none.</summary>
    [Fact]
    public async Task Too_few_notes_are_said_at_once()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var group = 0; group < 12; group++)
        {
            NoteDataFile.Write(_folder["data"], Made.Value.Part([.. Enumerable.Range(12 * group, 12)]), "test");
            said.Add((await Assert.ThrowsAsync<RhumbException>(() => Training(Request("out")).RunAsync(new Told(step => Assert.Fail(step)), Stop))).Message);
        }
        Assert.Equal(2, said.Count);
        Assert.Contains(said, message => message.StartsWith("0 notes are held out", StringComparison.Ordinal) && message.Contains("at least 8", StringComparison.Ordinal));
        Assert.Contains(said, message => message.StartsWith("All 12 notes are held out", StringComparison.Ordinal));
    }

    /// <summary>Killed in each of the three trainings and gone on with: the same files.</summary>
    [Fact]
    public Task Killed_and_resumed_gives_the_same_generator() => KilledTraining.IsTheSameAsync(
        _folder, (name, resume, told, stop) => Training(Request(name) with { Resume = resume }).RunAsync(told, stop), ["decoder.onnx", "prior.onnx", "classifier.onnx"], "classifier: step 40 ", "autoencoder: step 20 ", "prior: step 10 ");

    /// <summary>Directions of the exported generator are those of differences: synthesis inside the graph is differentiated through.</summary>
    [Fact]
    public async Task The_generator_has_directions_at_a_pitch()
    {
        await Training(Request("out")).RunAsync(Told.Nobody, Stop);
        using var generator = SoundGenerator.Load(_folder["out"]);
        var point = generator.LatentSpace.WithConditions(generator.LatentSpace.Sample(1, 0), new Dictionary<string, string>(StringComparer.Ordinal) { ["pitch"] = "G4" });
        var jacobian = await generator.LineariseAsync(point, Stop);
        var (at, direction) = (generator.LatentSpace.Flatten(point), new RowMatrix(1, 4, [0.5f, -0.5f, 0.5f, 0.5f]));
        var derivative = await jacobian.ApplyAsync(direction, Stop);
        const float h = 5e-3f;
        var both = await generator.MetricAsync(point, new RowMatrix(2, 4, [.. at.Zip(direction.Values, (z, d) => z + (h * d)), .. at.Zip(direction.Values, (z, d) => z - (h * d))]), Stop);
        var (error, size) = (0.0, 0.0);
        for (var i = 0; i < derivative.Columns; i++)
        {
            var difference = (both.Row(0)[i] - both.Row(1)[i]) / (2 * h);
            (error, size) = (error + Math.Pow(difference - derivative.Values[i], 2), size + Math.Pow(derivative.Values[i], 2));
        }
        Assert.True(size > 0 && error < 0.01 * size, $"{error} {size}");
    }

    /// <summary>What is to be played is another pitch of the same instrument as often as the recipe says, and always just as strong.</summary>
    [Fact]
    public void Notes_are_to_be_played_from_the_codes_of_other_pitches()
    {
        var recipe = Small.AutoencoderOf(Made.Value);
        var pictures = NoteImages.Analysed(Made.Value, recipe.Network.Form, Told.Nobody, Stop);
        foreach (var (share, least, most) in new[] { (0.0, 0.0, 0.0), (1.0, 0.6, 0.9) })
        {
            var batches = new NoteBatches(recipe with { Batch = 200, Transposed = share }, pictures);
            var inputs = new[] { ("heard", pictures.Area), ("played", pictures.Area), ("heard_pitch", 4), ("played_pitch", 4), ("noise", 4) }
                .ToDictionary(input => input.Item1, input => global::Rhumb.Runtime.Tensor.Allocate(global::Rhumb.Runtime.ElementType.Float, 200, input.Item2), StringComparer.Ordinal);
            batches.Fill(3, inputs);
            var (from, to) = (inputs["heard_pitch"].ToArray<float>(), inputs["played_pitch"].ToArray<float>());
            Assert.InRange(Enumerable.Range(0, 200).Average(row => Enumerable.Range(0, 4).Any(i => from[(4 * row) + i] != to[(4 * row) + i]) ? 1.0 : 0), least, most);
            foreach (var tensor in inputs.Values)
                tensor.Dispose();
        }
    }

    private TrainingRequest Request(string output) => new()
    {
        Output = _folder[output], Command = "./rhumb train note --seed 1", Data = _folder["data"], Cache = _folder[output + ".cache"],
    };

    private static NoteTraining Training(TrainingRequest request) => new(Small, new SampleCounts { Samples = 10, Starts = 2, Directions = 2, Frames = 3 }, request, TimeProvider.System);

    private static TrainingPlan Plan(int steps, double rate) =>
        new(steps, new LearningRateSchedule(rate, WarmUp: 2), new WeightAverage(0.9)) { CurveEvery = 10, MeasureEvery = steps, CheckpointEvery = TimeSpan.Zero };

    // Instrument 0 is a plain tone; 1 and 2 are rich ones that decay fast and slowly. Two strengths of a few variants each: more than one note of a kind, for neighbours.
    private static NoteDataSet Notes()
    {
        const int variants = 6;
        var (samples, labels) = (new List<short>(), new List<byte>());
        for (var i = 0; i < 3 * 4 * 2 * variants; i++)
        {
            var (instrument, pitch, strength) = (i / (4 * 2 * variants), i / (2 * variants) % 4, i % 2);
            var random = new RandomStream(1, "note", i);
            var (decay, gain) = ((instrument == 2 ? 1.5 : instrument == 1 ? 6 : 3) + random.Uniform(), 0.15 + (0.1 * strength) + (0.05 * random.Uniform()));
            var tone = Tones.Harmonic(PitchName.Frequency(Pitches[pitch]), Length, 0, [.. Enumerable.Range(1, instrument == 0 ? 2 : 8).Select(k => (k, 0.3 * gain / k))]);
            samples.AddRange(tone.Select((x, n) => (short)(32767 * x * Math.Exp(-decay * n / 16000) * Math.Min(1, n / 100.0) * NoteEnd.Gain(n, Length))));
            labels.AddRange([(byte)pitch, (byte)(instrument == 0 ? 0 : 1), (byte)instrument, (byte)strength]);
        }
        return new NoteDataSet(16000, Length, [.. samples], [.. labels], [new("pitch", Pitches), new("family", ["plain", "rich"]), new("instrument", ["a", "b", "c"]), new("strength", ["soft", "loud"])]);
    }
}
