using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Lines;
using Rhumb.Search.Oracles;
using Rhumb.Tests.Rhumb.Generators.Audio;
using Rhumb.Tests.Rhumb.Generators.Images;
using static Rhumb.Tests.Rhumb.Generators.Audio.ToneGenerator;

namespace Rhumb.Tests.Rhumb.Scoring;

/// <summary>Scores of sounds: by the generator's classifier and by a file, with reverse-mode gradients through generator and score, also where the network returns spectrograms.</summary>
public sealed class SoundScoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Values of one attribute compete among themselves alone: log e^a / (e^a + e^b) of the logits that the classifier itself gives the sound.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_family_is_scored_by_the_logarithm_of_its_probability(bool hasChannel)
    {
        var path = ToneGenerator.WriteJudged(_folder, hasChannel: hasChannel);
        using var generator = SoundGenerator.Load(path);
        var sound = (SoundOutput)(await generator.GenerateAsync([generator.LatentSpace.Sample(1)], Detail.Full, Stop))[0];
        long[] shape = hasChannel ? [1, 1, Length] : [1, Length];
        var logits = GraphRuntime.Probe(
            OnnxFile.Read(Path.Combine(path, "classifier.onnx")), new Dictionary<string, TensorData>(StringComparer.Ordinal) { ["sound"] = TensorData.Of<float>(sound.Samples, shape) })["logits"].ToDoubles();
        foreach (var (value, own, other) in new[] { ("family=strings", 0, 1), ("family=brass", 1, 0), ("instrument=violin", 2, 3), ("instrument=flute", 3, 2) })
        {
            using var scorer = DecoderScorer.OfClass(generator, value.ToUpperInvariant());
            Assert.Equal($"class:{value}", scorer.Name);
            Assert.Equal(-Math.Log(1 + Math.Exp(logits[other] - logits[own])), Assert.Single(await scorer.ScoreAsync([sound], Stop)), 1e-5);
        }
    }

    [Theory, InlineData(Form.Plain, 1e-4), InlineData(Form.Channel, 1e-4), InlineData(Form.Spectral, 1e-3)]
    public async Task The_gradient_is_that_of_the_score(Form form, double tolerance)
    {
        using var generator = SoundGenerator.Load(ToneGenerator.WriteJudged(_folder, form: form));
        using var scorer = DecoderScorer.OfClass(generator, "instrument=flute");
        var gradients = ScoreGradients.Of(generator, scorer);
        using var owned = Assert.IsType<DecoderScoreGradient>(gradients);
        var point = generator.LatentSpace.Sample(4);
        var at = await gradients.AtAsync(point, Stop);
        Assert.Equal(await ScoreOf(generator, scorer, point), at.Score, tolerance);
        const float step = 2e-2f;
        for (var i = 0; i < Dimension; i++)
        {
            var (up, down) = (generator.LatentSpace.Flatten(point), generator.LatentSpace.Flatten(point));
            (up[i], down[i]) = (up[i] + step, down[i] - step);
            var difference = await ScoreOf(generator, scorer, generator.LatentSpace.WithLatent(point, up)) - await ScoreOf(generator, scorer, generator.LatentSpace.WithLatent(point, down));
            Assert.Equal(difference / (2 * step), at.Gradient[i], 5e-3);
        }
        Assert.True(at.Gradient.Max(Math.Abs) > 0.1, string.Join(' ', at.Gradient));
        Assert.Equal(0, at.Gradient[^1]);
    }

    /// <summary>The power of a sound, by a file; gradient ascent makes it louder, and minimising makes it quieter.</summary>
    [Theory, InlineData(Form.Plain, 1), InlineData(Form.Spectral, 1), InlineData(Form.Spectral, -1)]
    public async Task A_file_scores_sounds_and_is_searched_by_gradient(Form form, int sign)
    {
        using var generator = SoundGenerator.Load(ToneGenerator.Write(_folder, form: form));
        using var loudness = DecoderScorer.OfFile(File("loudness.onnx", (g, x) => g.ReduceMean(g.Mul(x, x), [1, 2], keep: false), -1, 1, Length), generator);
        IScorer scorer = sign > 0 ? loudness : new NegatedScorer(loudness);
        var start = generator.LatentSpace.Sample(2);
        var sound = (SoundOutput)(await generator.GenerateAsync([start], Detail.Full, Stop))[0];
        Assert.Equal(sign * sound.Samples.Average(x => (double)x * x), (await scorer.ScoreAsync([sound], Stop))[0], 1e-6);
        var gradient = ScoreGradients.Of(generator, scorer);
        using var owned = (IDisposable)gradient;
        var loop = new SearchLoop(new GradientAscent(), new ScorerOracle(generator, scorer, Detail.Draft, 4, gradient), generator, new SearchBudget(4));
        var result = await loop.RunAsync(start);
        Assert.True(result.BestScore - result.InitialScore > 0.2 * Math.Abs(result.InitialScore!.Value), $"{result.InitialScore} → {result.BestScore}");
    }

    /// <summary>A score without a derivative is searched along lines, and its gradient is refused by the operator's name.</summary>
    [Fact]
    public async Task A_score_without_a_derivative_is_searched_along_lines_alone()
    {
        using var generator = SoundGenerator.Load(ToneGenerator.Write(_folder));
        using var scorer = DecoderScorer.OfFile(File("spectral.onnx", Spectral, 1, Length), generator);
        var start = generator.LatentSpace.Sample(2);
        var gradient = ScoreGradients.Of(generator, scorer);
        using var owned = (IDisposable)gradient;
        var message = (await Assert.ThrowsAsync<RhumbException>(() => gradient.AtAsync(start, Stop))).Message;
        Assert.Contains("DFT", message, StringComparison.Ordinal);
        Assert.Contains("along lines", message, StringComparison.Ordinal);
        var loop = new SearchLoop(SubspaceLineSearch.Wide(1, 9, 1), new ScorerOracle(generator, scorer, Detail.Draft, 9, null), generator, new SearchBudget(3));
        var result = await loop.RunAsync(start);
        Assert.True(result.BestScore > 1.2 * result.InitialScore, $"{result.InitialScore} → {result.BestScore}");

        static Value Spectral(GraphBuilder g, Value x)
        {
            var bins = g.Emit("DFT", [g.Reshape(x, 1, Length, 1)], ElementType.Float, [1, (Length / 2) + 1, 2], new() { { "axis", 1 }, { "onesided", 1 } });
            return g.ReduceSum(g.Mul(bins, bins), [1, 2]);
        }
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_what_would()
    {
        using var plain = SoundGenerator.Load(ToneGenerator.Write(_folder));
        Refused(() => DecoderScorer.OfClass(plain, "family=brass"), "no classifier");
        Refused(() => DecoderScorer.OfFile(File("short.onnx", (g, x) => g.ReduceSum(x, [1]), 1, 100), plain), "[1, 4000]");
        using var generator = SoundGenerator.Load(ToneGenerator.WriteJudged(_folder));
        Refused(() => DecoderScorer.OfClass(generator, "family=drums"), "'strings', 'brass'");
        // A classifier of spectrograms beside a generator of them: sounds are judged as waveforms.
        using var spectral = SoundGenerator.Load(ToneGenerator.WriteJudged(_folder, "spectral", Form.Spectral, length: 100));
        Refused(() => DecoderScorer.OfClass(spectral, "family=brass"), "sounds of 4000 samples at 8000 Hz as [B, 4000]");
        using var images = ImageGenerator.Load(PatternGenerator.Write(_folder, "images"));
        using var scorer = DecoderScorer.OfClass(generator, "family=brass");
        var message = (await Assert.ThrowsAsync<RhumbException>(async () => await scorer.ScoreAsync(await images.GenerateAsync([images.LatentSpace.Sample(1)], Detail.Full, Stop), Stop))).Message;
        Assert.Contains("needs sounds of 4000 samples", message, StringComparison.Ordinal);

        static void Refused(Func<IDisposable> open, string part) => Assert.Contains(part, Assert.Throws<RhumbException>(open).Message, StringComparison.Ordinal);
    }

    private static async Task<double> ScoreOf(SoundGenerator generator, DecoderScorer scorer, Point point) =>
        (await scorer.ScoreAsync(await generator.GenerateAsync([point], Detail.Full, Stop), Stop))[0];

    private string File(string name, Func<GraphBuilder, Value, Value> score, params ReadOnlySpan<long> shape)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, shape);
        OnnxFile.Write(Model.Of(g.Build("score", [x], [g.Named("score", score(g, x))]), GraphBuilder.MinimumOpset), _folder[name]);
        return _folder[name];
    }
}
