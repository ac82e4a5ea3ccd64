using System.Buffers.Binary;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>The generator of clothing from bars, the lower the higher their class, and small networks: its promises, not its quality.</summary>
public sealed class FashionTrainingTests : IDisposable
{
    private static readonly ImageRecipe Small = new(
        new ImageClassifierRecipe { Network = new ImageClassifier { Channels = [4, 4, 4], Features = 8 }, Batch = 16, Plan = Short(60) },
        new ImageAutoencoderRecipe
        {
            Network = new ImageAutoencoder { Image = ImageShape.Small, Fold = 2, Code = 4, EncoderChannels = [4, 4, 4], Hidden = 8, Style = 8, DecoderChannels = [4, 4, 4, 4] }, Batch = 8, Plan = Short(30),
        },
        new LatentFlowRecipe { Network = new LatentFlow { Code = 4, Classes = 10, Width = 8, Depth = 2, Steps = 2 }, Batch = 16, Plan = Short(30) })
    {
        Critic = new ImageClassifierRecipe { Seed = 7, Network = new ImageClassifier { Channels = [4, 4], Features = 8 }, Batch = 16, Plan = Short(30) },
    };

    private readonly TemporaryFolder _folder = new();

    public FashionTrainingTests()
    {
        Directory.CreateDirectory(_folder["data"]);
        Write("train", 120);
        Write("t10k", 60);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_photos_to_a_generator_of_classes_with_its_card()
    {
        var card = await Training(Request("out")).RunAsync(Told.Nobody, Stop);
        Assert.Equal(["card.md", "classifier.onnx", "curve.csv", "curve.svg", "decoder.onnx", "generator.json", "measured.json", "prior.csv", "prior.svg", "samples.png", "strips.png"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(10, card.Evaluation.Recognised.Count);
        // Bars of one class differ by their noise alone.
        Assert.Equal(0, card.Evaluation.WorthMovingCeiling);
        Assert.Contains("| critic |", await File.ReadAllTextAsync(_folder["out/card.md"], Stop), StringComparison.Ordinal);

        // The class is heard: the same latent as another class is another image.
        using var generator = ImageGenerator.Open(GeneratorFolder.Load(_folder["out"]));
        var point = generator.LatentSpace.Sample(3, 0);
        Point As(string name) => generator.LatentSpace.WithConditions(point, new Dictionary<string, string>(StringComparer.Ordinal) { ["label"] = name });
        var images = await ImageRows.OfAsync(generator, [As("t-shirt"), As("boot"), As("boot")], Stop);
        Assert.NotEqual(images.Row(0).ToArray(), images.Row(1).ToArray());
        Assert.Equal(images.Row(1).ToArray(), images.Row(2).ToArray());

        var again = await Training(Request("out") with { EvaluateOnly = true }).RunAsync(Told.Nobody, Stop);
        Assert.Equal(card.Evaluation.Samples, again.Evaluation.Samples);
        Assert.Equal(card.Evaluation.Recognised, again.Evaluation.Recognised);
    }

    /// <summary>Trained with another seed, and said so on the card; measuring again does not forget it.</summary>
    [Fact]
    public async Task The_card_says_how_far_another_seed_measures()
    {
        FashionTraining Seeded(long seed, TrainingRequest request) =>
            new(Small.With(seed), new SampleCounts { Samples = 20, Starts = 2, Directions = 2, Frames = 3 }, request with { Command = $"./rhumb train fashion --seed {seed}" }, TimeProvider.System);

        var first = await Seeded(1, Request("out")).RunAsync(Told.Nobody, Stop);
        Assert.Contains("trained once", await File.ReadAllTextAsync(_folder["out/card.md"], Stop), StringComparison.Ordinal);
        Assert.All(first.Quality.Own.Figures, figure => Assert.Null(first.Quality.Spread(figure)));

        var second = await Seeded(2, Request("again") with { Beside = [_folder["out"]] }).RunAsync(Told.Nobody, Stop);
        Assert.Equal(first.Quality.Own.Figures.Select(figure => figure.Value), Assert.Single(second.Quality.Others).Figures.Select(figure => figure.Value));
        Assert.Contains("| what | seed 2 | seed 1 | spread |", await File.ReadAllTextAsync(_folder["again/card.md"], Stop), StringComparison.Ordinal);

        var measured = await Seeded(2, Request("again") with { EvaluateOnly = true }).RunAsync(Told.Nobody, Stop);
        Assert.Single(measured.Quality.Others);
        // Trained anew it stands alone again: what is beside it may be of another recipe by now.
        var anew = await Seeded(2, Request("again") with { Resume = true }).RunAsync(Told.Nobody, Stop);
        Assert.Empty(anew.Quality.Others);

        // Nothing is trained for hours before it is seen that there is nothing to compare with.
        foreach (var (beside, part) in new[] { ("again", "other seeds"), ("data", "measured.json") })
            Assert.Contains(part, (await Assert.ThrowsAsync<RhumbException>(() => Seeded(2, Request("third") with { Beside = [_folder[beside]] }).RunAsync(new Told(step => Assert.Fail(step)), Stop))).Message, StringComparison.Ordinal);
    }

    /// <summary>Held-out photos too few to compare samples with are said before anything is trained, not after hours.</summary>
    [Fact]
    public async Task Too_few_held_out_photos_are_said_at_once()
    {
        Write("t10k", 7);
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Training(Request("out")).RunAsync(new Told(step => Assert.Fail(step)), Stop))).Message;
        Assert.Contains("7 photos are held out", message, StringComparison.Ordinal);
        Assert.Contains("at least 8", message, StringComparison.Ordinal);
    }

    /// <summary>Killed in each of the four trainings and gone on with: the same files.</summary>
    [Fact]
    public Task Killed_and_resumed_gives_the_same_generator() => KilledTraining.IsTheSameAsync(
        _folder, (name, resume, told, stop) => Training(Request(name) with { Resume = resume }).RunAsync(told, stop), ["decoder.onnx", "classifier.onnx"], "classifier: step 40 ", "critic: step 10 ", "autoencoder: step 20 ", "prior: step 10 ");

    /// <summary>An autoencoder with another critic is another training, and one that sees through a critic draws nearer to it.</summary>
    [Fact]
    public void The_critic_counts()
    {
        var (data, _) = FashionImages.Read(_folder["data"]);
        var looking = new ImageClassifierTrainer(Small.Critic!, data, data, TimeProvider.System);
        ImageCritic Critic(long seed) => new(Small.Critic!.Network, looking.Layout, looking.Layout.Initial(seed));
        ImageAutoencoderTrainer With(ImageCritic? critic, double weight) => new(Small.Autoencoder with { FeatureWeight = weight, Plan = Short(200) }, data, data, TimeProvider.System, critic);
        Assert.Equal(3, new[] { With(null, 1), With(Critic(1), 1), With(Critic(2), 1) }.Select(trainer => trainer.Identity).Distinct(StringComparer.Ordinal).Count());
        double Distance(double weight) => With(Critic(1), weight).Train(_folder[$"w{weight}"], resume: false, Told.Nobody, Stop).Curve[^1].Values["features"];
        var (without, under) = (Distance(0), Distance(1e4));
        Assert.True(under < 0.9 * without, $"the critic sees a distance of {under}, unwatched {without}");
    }

    private TrainingRequest Request(string output) => new()
    {
        Output = _folder[output], Command = "./rhumb train fashion --seed 1", Data = _folder["data"], Cache = _folder[output + ".cache"],
    };

    private static FashionTraining Training(TrainingRequest request) => new(Small, new SampleCounts { Samples = 20, Starts = 2, Directions = 2, Frames = 3 }, request, TimeProvider.System);

    private static TrainingPlan Short(int steps) =>
        new(steps, new LearningRateSchedule(5e-3, WarmUp: 2), new WeightAverage(0.9)) { CurveEvery = 10, MeasureEvery = steps, CheckpointEvery = TimeSpan.Zero };

    private void Write(string part, int count)
    {
        var (images, labels, random) = (new byte[16 + (count * 28 * 28)], new byte[8 + count], new RandomStream(1, part));
        Header(images, 0x803, count, 28, 28);
        Header(labels, 0x801, count);
        for (var i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % 10);
            for (var pixel = 0; pixel < 28 * 28; pixel++)
                images[16 + (i * 28 * 28) + pixel] = (byte)(Math.Abs((pixel / 28) - (2.5 * (i % 10)) - 3) < 2 ? 200 - random.Index(50) : random.Index(20));
        }
        File.WriteAllBytes(_folder[$"data/{part}-images-idx3-ubyte"], images);
        File.WriteAllBytes(_folder[$"data/{part}-labels-idx1-ubyte"], labels);
    }

    private static void Header(byte[] file, params ReadOnlySpan<int> words)
    {
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * i), words[i]);
    }
}
