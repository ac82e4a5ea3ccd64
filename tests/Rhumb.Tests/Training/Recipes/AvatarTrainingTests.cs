using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Scoring;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>The generator of avatars from discs and squares in two colours, and small networks: its promises, not its quality.</summary>
public sealed class AvatarTrainingTests : IDisposable
{
    private static readonly ImageRecipe Small = new(
        new ImageClassifierRecipe
        {
            Network = new ImageClassifier { Fold = 4, Channels = [8, 8], Features = 8 }, Batch = 16, Shift = 0,
            Plan = new TrainingPlan(60, new LearningRateSchedule(5e-3, WarmUp: 2), new WeightAverage(0.9)) { CurveEvery = 20, MeasureEvery = 60, CheckpointEvery = TimeSpan.Zero },
        },
        new ImageAutoencoderRecipe
        {
            Network = new ImageAutoencoder { Code = 4, EncoderChannels = [4, 4, 4], Hidden = 8, Style = 8, DecoderChannels = [4, 4, 4, 4] }, Batch = 8, Plan = Short,
        },
        new LatentFlowRecipe { Network = new LatentFlow { Code = 4, Width = 8, Depth = 2, Steps = 2 }, Batch = 16, Plan = Short })
    {
        Critic = new ImageClassifierRecipe { Network = new ImageClassifier { Fold = 4, Channels = [4, 4], Features = 8 }, Batch = 16, Shift = 0, Plan = Short },
    };

    private static TrainingPlan Short => new(30, new LearningRateSchedule(3e-3, WarmUp: 2), new WeightAverage(0.9)) { CurveEvery = 10, MeasureEvery = 30, CheckpointEvery = TimeSpan.Zero };

    private readonly TemporaryFolder _folder = new();

    public AvatarTrainingTests() => ImageDataFile.Write(_folder["data"], Shapes(120), "test");

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_file_of_pictures_to_a_generator_with_its_card()
    {
        var card = await Training(Request("out")).RunAsync(Told.Nobody, Stop);
        Assert.Equal(["card.md", "classifier.onnx", "curve.csv", "curve.svg", "decoder.onnx", "generator.json", "measured.json", "prior.csv", "prior.onnx", "prior.svg", "samples.png", "strips.png"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["form", "colour"], card.Evaluation.Attributes.Select(attribute => attribute.Name));
        Assert.All(card.Evaluation.Attributes, attribute => Assert.True(attribute.Accuracy > 0.9, $"{attribute.Name} is told: {attribute.Accuracy}"));
        Assert.All(card.Evaluation.Attributes, attribute => Assert.Equal(1, attribute.Samples.Sum(), 1e-9));
        Assert.InRange(card.Evaluation.Ceiling.Precision, 0.3, 1);
        // Shapes lie anywhere: most pairs overlap a little.
        Assert.InRange(card.Evaluation.WorthMovingCeiling, 0.05, 0.95);
        Assert.Contains("| colour | 2 |", await File.ReadAllTextAsync(_folder["out/card.md"], Stop), StringComparison.Ordinal);
        var judge = OnnxFile.Read(await File.ReadAllBytesAsync(_folder["out/classifier.onnx"], Stop), _folder["out"]);
        Assert.Contains("\"colour\"", judge.Metadata[DecoderScorer.AttributesKey], StringComparison.Ordinal);

        // Measuring again measures the same.
        var again = await Training(Request("out") with { EvaluateOnly = true }).RunAsync(Told.Nobody, Stop);
        Assert.Equal(card.Evaluation.Samples, again.Evaluation.Samples);
        Assert.Equal(card.Evaluation.WorthMoving, again.Evaluation.WorthMoving);

        // Other pictures are not what its judge judges.
        ImageDataFile.Write(_folder["data"], Shapes(120) with { Attributes = [new ImageAttribute("form", ["disc", "square"]), new ImageAttribute("hue", ["red", "blue"])] }, "test");
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Training(Request("out") with { EvaluateOnly = true }).RunAsync(Told.Nobody, Stop))).Message;
        Assert.Contains("other attributes", message, StringComparison.Ordinal);
    }

    /// <summary>Pictures too few to compare samples with, or to judge as many starts as are asked for, are said before anything is trained. One in six is held out.</summary>
    [Theory]
    [InlineData(47, 2, "7 pictures are held out", "at least 8")]
    [InlineData(120, 11, "20 pictures are held out", "at least 22")]
    public async Task Too_few_pictures_are_said_at_once(int count, int starts, params string[] parts)
    {
        ImageDataFile.Write(_folder["data"], Shapes(count), "test");
        var training = new AvatarTraining(Small, new SampleCounts { Samples = 20, Starts = starts, Directions = 2, Frames = 3 }, Request("out"), TimeProvider.System);
        var message = (await Assert.ThrowsAsync<RhumbException>(() => training.RunAsync(new Told(step => Assert.Fail(step)), Stop))).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    /// <summary>Killed in each of the four trainings and gone on with: the same files.</summary>
    [Fact]
    public Task Killed_and_resumed_gives_the_same_generator() => KilledTraining.IsTheSameAsync(
        _folder, (name, resume, told, stop) => Training(Request(name) with { Resume = resume }).RunAsync(told, stop), ["decoder.onnx", "prior.onnx", "classifier.onnx"], "classifier: step 40 ", "critic: step 20 ", "autoencoder: step 20 ", "prior: step 10 ");

    [Fact]
    public void What_is_drawn_tells_its_attributes_the_better_the_more_they_weigh()
    {
        var data = Shapes(120);
        var looking = new ImageClassifierTrainer(Small.CriticOf(data)! with { Plan = Small.Classifier.Plan }, data, data, TimeProvider.System);
        var critic = new ImageCritic(Small.CriticOf(data)!.Network, looking.Layout, looking.Train(_folder["critic"], resume: false, Told.Nobody, Stop).Average);
        double Untold(double weight) => new ImageAutoencoderTrainer(
            Small.AutoencoderOf(data) with { AttributeWeight = weight, FeatureWeight = 0, Deviation = 3, Plan = Short with { Steps = 200 } }, data, data, TimeProvider.System, critic)
            .Train(_folder[$"drawn{weight}"], resume: false, Told.Nobody, Stop).Curve[^1].Values["drawn"];
        Assert.True(Untold(500) < 0.7 * Untold(0));
    }

    [Fact]
    public async Task The_exported_generator_draws_the_code_that_its_prior_gives()
    {
        var data = Shapes(40);
        var drawing = new ImageAutoencoderTrainer(Small.Autoencoder, data, data, TimeProvider.System);
        var drawn = drawing.Train(_folder["a"], resume: false, Told.Nobody, Stop);
        var codes = drawing.Encode(drawn.Average, data, Stop);
        Assert.Equal((40, 4), (codes.Count, codes.Means.Columns));
        var placing = new LatentFlowTrainer(Small.Prior, codes, TimeProvider.System);
        var placed = placing.Train(_folder["p"], resume: false, Told.Nobody, Stop);
        var judging = new ImageClassifierTrainer(Small.ClassifierOf(data), data, data, TimeProvider.System);
        var saved = ImageGeneratorExport.Write(_folder["out"], new GeneratorManifest
        {
            Name = "shapes", Kind = GeneratorKind.Image, Licence = "CC0-1.0", Latent = [new LatentBlock("z", [4], new NormalPrior())], Code = new LatentBlock("code", [4], new NormalPrior()),
            Image = new ImageLayout(64, 64, 3), Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), new GeneratorFile("prior.onnx"), Classifier: new GeneratorFile("classifier.onnx")),
        }, drawing.Export(drawn.Average), judging.Export(judging.Layout.Initial(1)), placing.Export(placed.Average));
        using var generator = ImageGenerator.Open(saved);
        var z = new float[4];
        new RandomStream(5, "sample", 0).Normal(z);
        var rows = await ImageRows.OfAsync(generator, [Point.Of("z", z)], Stop);

        using var prior = GraphRuntime.Compile(placing.Export(placed.Average));
        using var latent = Tensor.Create<float>(z, 1, 4);
        using var code = prior.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["z"] = latent }, Stop)["code"];
        using var decoder = new ImageSamples(drawing.Export(drawn.Average), Small.Autoencoder.Network.Image);
        var wanted = decoder.Of(new RowMatrix(1, 4, code.ToArray<float>()), Stop);
        Assert.NotEqual(z, code.ToArray<float>());
        for (var i = 0; i < wanted.Values.Length; i++)
            Assert.Equal(wanted.Values[i], rows.Values[i], 4e-3); // weights are stored in half precision
    }

    /// <summary>The encoder learns to tell attributes from its code: what is told at random costs log 2 for each of two values.</summary>
    [Fact]
    public void Attributes_are_told_from_the_code()
    {
        var data = Shapes(120);
        var recipe = Small.AutoencoderOf(data) with { AttributeWeight = 1e4 };
        recipe = recipe with { Plan = recipe.Plan with { Steps = 200, MeasureEvery = 200 } };
        var curve = new ImageAutoencoderTrainer(recipe, data, data, TimeProvider.System).Train(_folder["told"], resume: false, Told.Nobody, Stop).Curve;
        Assert.InRange(curve[0].Values["attributes"], Math.Log(2), 4);
        Assert.InRange(curve[^1].Values["attributes"], 0, 0.8);
        Assert.DoesNotContain("attributes", new ImageAutoencoderTrainer(Small.Autoencoder, data, data, TimeProvider.System).Train(_folder["plain"], resume: false, Told.Nobody, Stop).Curve[0].Values.Keys);
    }

    /// <summary>A draw from a posterior is where and as wide as the posterior says.</summary>
    [Fact]
    public void Draws_have_the_moments_of_their_posterior()
    {
        var codes = new LatentCodes(new RowMatrix(1, 1, [2]), new RowMatrix(1, 1, [2 * MathF.Log(0.5f)]));
        var (random, code, sum, squares) = (new RandomStream(1, "draws"), new float[1], 0.0, 0.0);
        for (var i = 0; i < 4000; i++)
        {
            codes.Draw(0, random, code);
            (sum, squares) = (sum + code[0], squares + ((code[0] - 2) * (code[0] - 2)));
        }
        Assert.Equal(2, sum / 4000, 0.05);
        Assert.Equal(0.25, squares / 4000, 0.03);
    }

    private TrainingRequest Request(string output) => new()
    {
        Output = _folder[output], Command = "./rhumb train avatar --seed 1", Data = _folder["data"], Cache = _folder[output + ".cache"],
    };

    private static AvatarTraining Training(TrainingRequest request) => new(Small, new SampleCounts { Samples = 10, Starts = 2, Directions = 2, Frames = 3 }, request, TimeProvider.System);

    private static ImageDataSet Shapes(int count)
    {
        var (pixels, labels, random) = (new byte[count * 3 * 64 * 64], new byte[2 * count], new RandomStream(1, "shapes", count));
        Array.Fill(pixels, (byte)230);
        for (var i = 0; i < count; i++)
        {
            var (form, colour, x0, y0) = (i % 2, i / 2 % 2, 20 + random.Index(24), 20 + random.Index(24));
            (labels[2 * i], labels[(2 * i) + 1]) = ((byte)form, (byte)colour);
            for (var pixel = 0; pixel < 64 * 64; pixel++)
            {
                var (dx, dy) = (Math.Abs((pixel % 64) - x0), Math.Abs((pixel / 64) - y0));
                if (form == 0 ? (dx * dx) + (dy * dy) < 240 : Math.Max(dx, dy) < 8)
                    for (var channel = 0; channel < 3; channel++)
                        pixels[(((i * 3) + channel) * 64 * 64) + pixel] = (byte)(channel == 2 * colour ? 220 : 30);
            }
        }
        return new ImageDataSet(64, 64, pixels, labels, [new ImageAttribute("form", ["disc", "square"]), new ImageAttribute("colour", ["red", "blue"])]) { Channels = 3 };
    }
}
