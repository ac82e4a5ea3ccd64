using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;
using Rhumb.Tests.Architecture;
using static Rhumb.Tests.Rhumb.Generators.Audio.ToneGenerator;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

public sealed class SoundGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Form.Plain, LabelEncoding.OneHot, -1, 90)]
    [InlineData(Form.Channel, LabelEncoding.Index, -1, 90)]
    [InlineData(Form.Channel, LabelEncoding.OneHot, 1, 90)]
    [InlineData(Form.Spectral, LabelEncoding.OneHot, -1, 25)]
    [InlineData(Form.Spectral, LabelEncoding.Index, 1, 25)]
    public async Task Each_form_makes_the_sound(Form form, LabelEncoding encoding, long batch, double decibels)
    {
        using var generator = (SoundGenerator)GeneratorKinds.Open(GeneratorFolder.Load(ToneGenerator.Write(_folder, form: form, encoding: encoding, batch: batch)));
        var points = Enumerable.Range(0, 20).Select(i => generator.LatentSpace.Sample(3, i)).ToArray();
        var sounds = (await generator.GenerateAsync(points, Detail.Full, Stop)).Cast<SoundOutput>().ToArray();
        Assert.Equal(20, sounds.Length);
        foreach (var (point, sound) in points.Zip(sounds))
        {
            Assert.Equal((Rate, Length), (sound.SampleRate, sound.Samples.Length));
            var expected = ToneGenerator.Sound(point.Blocks["z"], Array.IndexOf(Pitches, point.Conditions["pitch"]));
            // The ends of what comes from a spectrogram are faded.
            var heard = Sounds.SignalToNoise(expected.AsSpan(64, Length - 128), sound.Samples.AsSpan(64));
            Assert.True(heard > decibels, $"{heard:0.0} dB");
            if (form == Form.Spectral)
                Assert.Equal([0f, 0f], [sound.Samples[0], sound.Samples[^1]]);
        }
    }

    [Theory]
    [InlineData(Form.Plain, SoundMetric.Mel, 32 * 16)]
    [InlineData(Form.Channel, SoundMetric.Spectrum, 257 * 16)]
    [InlineData(Form.Spectral, SoundMetric.Mel, 32 * Frames)]
    [InlineData(Form.Spectral, SoundMetric.Spectrum, 256 * Frames)]
    public async Task The_jacobian_is_that_of_the_metric(Form form, SoundMetric metric, int count)
    {
        using var generator = SoundGenerator.Load(ToneGenerator.Write(_folder, form: form), new SoundOptions { Metric = metric });
        var point = generator.LatentSpace.Sample(5);
        using var jacobian = (IDisposable)await generator.LineariseAsync(point, Stop);
        var linear = (ILinearOperator)jacobian;
        Assert.Equal((Dimension, count), (linear.InputDimension, linear.OutputDimension));

        const float step = 0.01f;
        var z = generator.LatentSpace.Flatten(point);
        float[] direction = [0.5f, -1, 2, 3];
        var ends = new RowMatrix(2, 4, [.. z.Select((x, i) => x + (step * direction[i])), .. z.Select((x, i) => x - (step * direction[i]))]);
        var values = await generator.MetricAsync(point, ends, Stop);
        var product = await linear.ApplyAsync(new RowMatrix(1, 4, direction), Stop);
        var (error, size) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            error += Math.Pow(((values.Row(0)[i] - values.Row(1)[i]) / (2 * step)) - product.Values[i], 2);
            size += Math.Pow(product.Values[i], 2);
        }
        Assert.InRange(Math.Sqrt(error / size), 0, 1e-2);
        var u = new RowMatrix(1, count);
        new RandomStream(8).Normal(u.Values);
        var transposed = await linear.ApplyTransposeAsync(u, Stop);
        Assert.Equal(u.Values.Zip(product.Values, (x, y) => (double)x * y).Sum(), transposed.Values.Zip(direction, (x, y) => (double)x * y).Sum(), 1e-4 * Math.Sqrt(size * count));
        // The last coordinate is not heard.
        Assert.All((await linear.ApplyAsync(new RowMatrix(1, 4, [0, 0, 0, 1]), Stop)).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task Both_forms_are_judged_alike()
    {
        using var waves = SoundGenerator.Load(ToneGenerator.Write(_folder, "waves"));
        using var spectra = SoundGenerator.Load(ToneGenerator.Write(_folder, "spectra", Form.Spectral));
        var (a, b) = (waves.LatentSpace.Sample(1), waves.LatentSpace.Sample(2));
        b = b with { Conditions = a.Conditions };
        Assert.Equal(await waves.VisibleChangeAsync(a, b, Stop), await spectra.VisibleChangeAsync(a, b, Stop), 0.03);
    }

    /// <summary>What is measured between waveforms is what is measured between the points that they are of; they need not be the generator's.</summary>
    [Theory]
    [InlineData(Form.Plain, 1e-4)]
    [InlineData(Form.Spectral, 0.05)]
    public async Task Waveforms_change_as_points_do(Form form, double tolerance)
    {
        using var generator = SoundGenerator.Load(ToneGenerator.Write(_folder, form: form));
        Point[] points = [generator.LatentSpace.Sample(1), generator.LatentSpace.Sample(2), generator.LatentSpace.Sample(3)];
        var sounds = (await generator.GenerateAsync(points, Detail.Full, Stop)).Cast<SoundOutput>().SelectMany(sound => sound.Samples);
        var levels = generator.Levels(new RowMatrix(4, Length, [.. sounds, .. Sounds.Chirp(Length, Rate, 100, 3000)]), Stop);
        Assert.Equal(await generator.VisibleChangeAsync(points[0], points[1], Stop), SoundGenerator.ChangeBetween(levels.Row(0), levels.Row(1)), tolerance);
        Assert.Equal(await generator.VisibleChangeAsync(points[0], points[2], Stop), SoundGenerator.ChangeBetween(levels.Row(0), levels.Row(2)), tolerance);
        Assert.True(SoundGenerator.ChangeBetween(levels.Row(0), levels.Row(3)) > 0.5);
        Assert.Throws<ArgumentException>(() => generator.Levels(new RowMatrix(1, 100), Stop));
    }

    [Fact]
    public async Task Levels_follow_loudness_and_pitch()
    {
        using var generator = SoundGenerator.Load(ToneGenerator.Write(_folder));
        var low = generator.LatentSpace.WithConditions(Point.Of("z", [0, -20, -20, 0]), Pitch("A3"));
        var (louder, higher) = (generator.LatentSpace.WithLatent(low, [1, -20, -20, 0]), generator.LatentSpace.WithConditions(low, Pitch("A4")));
        Assert.Equal(0, await generator.VisibleChangeAsync(low, low, Stop));
        Assert.Equal(await generator.VisibleChangeAsync(low, higher, Stop), await generator.VisibleChangeAsync(higher, low, Stop), 1e-9);
        Assert.True(await generator.VisibleChangeAsync(low, louder, Stop) < await generator.VisibleChangeAsync(low, higher, Stop));
        // Twice as loud is ln 4 more in power, wherever the tone is heard.
        var levels = await generator.MetricAsync(low, new RowMatrix(2, 4, [0, -20, -20, 0, 2 * MathF.Log(2), -20, -20, 0]), Stop);
        var row = levels.Row(0).ToArray();
        var loudest = Array.IndexOf(row, row.Max());
        Assert.Equal(Math.Log(4), levels.Row(1)[loudest] - row[loudest], 1e-2);
        // A sine of amplitude 0.05, shared between two bins, above silence.
        Assert.InRange(row[loudest], Math.Log(0.05 * 0.05 * 0.4 / 1e-8), Math.Log(0.05 * 0.05 * 2 / 1e-8));
    }

    [Fact]
    public async Task Directions_keep_the_pitch_and_are_heard()
    {
        using var generator = SoundGenerator.Load(ToneGenerator.Write(_folder));
        var point = generator.LatentSpace.Sample(5);
        var subspace = await SubspaceFinder.FindAsync(generator, point, new SubspaceRequest { Rank = 3, Ranges = new MeasuredChangeRange { Target = 0.1 } }, Stop);
        Assert.True(subspace.SingularValues[2] > 0.01);
        var moved = subspace.At(generator.LatentSpace, [1, 0, 0]);
        Assert.Equal(point.Conditions, moved.Conditions);
        Assert.InRange(await generator.VisibleChangeAsync(point, moved, Stop), 0.02, 0.2);
    }

    public static TheoryData<string, Func<GeneratorManifest, GeneratorManifest>> Misfits => new()
    {
        { "correct 'sound'", manifest => manifest with { Sound = new SoundLayout(Rate, Length + 1) } },
        { "correct 'sound'", manifest => manifest with { Sound = new SoundLayout(Rate, Length, Spectral) } },
        { "'sound' with sampleRate", manifest => manifest with { Sound = null } },
        { "has an 'image'", manifest => manifest with { Image = new ImageLayout(4, 4) } },
        { "sampleRate", manifest => manifest with { Sound = new SoundLayout(0, Length) } },
        { "'sound.samples'", manifest => manifest with { Sound = new SoundLayout(Rate, 0) } },
        { "33 frames do", manifest => manifest with { Sound = new SoundLayout(Rate, Length, Spectral with { Frames = 20 }) } },
        { "256 bins, or 257", manifest => manifest with { Sound = new SoundLayout(Rate, Length, Spectral with { Bins = 250 }) } },
        { "at most half", manifest => manifest with { Sound = new SoundLayout(Rate, Length, Spectral with { Hop = 300 }) } },
        { "at most 8192", manifest => manifest with { Sound = new SoundLayout(Rate, Length, Spectral with { Window = 16384, Bins = 8192 }) } },
        { "low ≥ high", manifest => manifest with { Sound = new SoundLayout(Rate, Length, Spectral with { Low = 3 }) } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_does_not_fit_the_network_is_one_sentence(string part, Func<GeneratorManifest, GeneratorManifest> change)
    {
        var message = Assert.Throws<RhumbException>(() => SoundGenerator.Load(ToneGenerator.Write(_folder, change: change))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>The metric's window follows the rate only as far as its square, which the metric's graph holds, stays small.</summary>
    [Theory]
    [InlineData(16_000, 1024)]
    [InlineData(96_000, 4096)]
    [InlineData(384_000, 4096)]
    [InlineData(1_000_000, 4096)]
    public void Sounds_of_any_rate_have_a_metric(int rate, int window)
    {
        var head = new SoundHead(new SoundLayout(rate, 70_000));
        Assert.Equal(((window / 2) + 1) * ((70_000 / (window / 2)) + 1), head.CountOf(SoundMetric.Spectrum));
        Assert.NotNull(head.Metric(new Value("sound", ElementType.Float, [(Dim)1L, (Dim)70_000L]), SoundMetric.Mel));
    }

    public static TheoryData<string, LatentBlock, SoundLayout, LabelCondition?> Exported => new()
    {
        { "wavegan", new LatentBlock("z", [16], new NormalPrior()), new SoundLayout(16_000, 1024), null },
        { "hifigan", new LatentBlock("mel", [12, 10], new NormalPrior()), new SoundLayout(16_000, 160), null },
        { "gansynth", new LatentBlock("z", [12], new NormalPrior()), new SoundLayout(16_000, 56, new SpectralLayout(8, 16, 32, 8)), new LabelCondition("pitch", ["1", "2", "3", "4", "5"], LabelEncoding.Index) },
    };

    [Theory]
    [MemberData(nameof(Exported))]
    public async Task What_PyTorch_exports_makes_sounds_and_has_directions(string name, LatentBlock block, SoundLayout layout, LabelCondition? label)
    {
        File.Copy(Path.Combine(Repository.Root, $"tests/fixtures/exported/{name}.onnx"), _folder["decoder.onnx"]);
        var manifest = new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Sound,
            Latent = [block],
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx")),
            Sound = layout,
            Conditions = label is null ? [] : [label],
            Licence = "CC0-1.0",
        };
        using var generator = SoundGenerator.Open(GeneratorFolder.Save(_folder[""], manifest));
        var points = Enumerable.Range(0, 3).Select(i => generator.LatentSpace.Sample(1, i)).ToArray();
        var sounds = (await generator.GenerateAsync(points, Detail.Full, Stop)).Cast<SoundOutput>().ToArray();
        Assert.All(sounds, sound => Assert.True(sound.Samples.Length == layout.Samples && sound.Samples.Any(x => x != 0) && Array.TrueForAll(sound.Samples, x => x is >= -1 and <= 1)));
        Assert.NotEqual(sounds[0].Samples, sounds[1].Samples);
        var subspace = await SubspaceFinder.FindAsync(generator, points[0], new SubspaceRequest { Rank = 3 }, Stop);
        Assert.True(subspace.SingularValues[0] > 0);
        Assert.InRange(await generator.VisibleChangeAsync(points[0], subspace.At(generator.LatentSpace, [1, 0, 0]), Stop), 1e-4, 1);
    }

    private static Dictionary<string, string> Pitch(string value) => new() { ["pitch"] = value };
}
