using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Oracles;
using Rhumb.Tests.Cli;
using Rhumb.Tests.Rhumb.Generators.Images;

namespace Rhumb.Tests.Rhumb.Scoring;

/// <summary>Scores of images: by the generator's classifier and by a file, with reverse-mode gradients through generator and score.</summary>
public sealed class ImageScoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(ImageAxes.ChannelsFirst), InlineData(ImageAxes.ChannelsLast)]
    public async Task A_class_is_scored_by_the_logarithm_of_its_probability(ImageAxes axes)
    {
        using var generator = Judged(axes);
        var output = await generator.GenerateAsync([generator.LatentSpace.Sample(1)], Detail.Full, Stop);
        var sum = 0.0;
        foreach (var name in PatternGenerator.Classes)
        {
            using var scorer = DecoderScorer.OfClass(generator, name.ToUpperInvariant());
            Assert.Equal($"class:{name}", scorer.Name);
            sum += Math.Exp(Assert.Single(await scorer.ScoreAsync(output, Stop)));
        }
        Assert.Equal(1, sum, 1e-5);
    }

    /// <summary>The values of one attribute compete among themselves alone.</summary>
    [Fact]
    public async Task A_value_of_an_attribute_is_scored_among_the_values_of_that_attribute()
    {
        const string attributes = """[{"Name":"hat","Values":["none","red"]},{"Name":"smiles","Values":["yes"]}]""";
        using var generator = Judged(ImageAxes.ChannelsFirst, attributes);
        var output = await generator.GenerateAsync([generator.LatentSpace.Sample(1)], Detail.Full, Stop);
        using var none = DecoderScorer.OfClass(generator, "hat=none");
        using var red = DecoderScorer.OfClass(generator, "Hat=RED");
        using var yes = DecoderScorer.OfClass(generator, "smiles=yes");
        Assert.Equal(("class:hat=red", "class:smiles=yes"), (red.Name, yes.Name));
        Assert.Equal(1, Math.Exp((await none.ScoreAsync(output, Stop))[0]) + Math.Exp((await red.ScoreAsync(output, Stop))[0]), 1e-5);
        Assert.Equal(0, (await yes.ScoreAsync(output, Stop))[0], 1e-6);
        foreach (var (typed, part) in new[] { ("hat=blue", "'none', 'red'"), ("hat", "hat=none"), ("beard=none", "'hat', 'smiles'") })
            Assert.Contains(part, Assert.Throws<RhumbException>(() => DecoderScorer.OfClass(generator, typed)).Message, StringComparison.Ordinal);
        using var wrong = Judged(ImageAxes.ChannelsLast, "[{\"Name\":\"hat\",\"Values\":[\"none\"]}]");
        Assert.Contains("3 logits", Assert.Throws<RhumbException>(() => DecoderScorer.OfClass(wrong, "hat=none")).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(ImageAxes.ChannelsFirst), InlineData(ImageAxes.ChannelsLast)]
    public async Task The_gradient_is_that_of_the_score(ImageAxes axes)
    {
        using var generator = Judged(axes);
        using var scorer = DecoderScorer.OfClass(generator, "night");
        var gradients = ScoreGradients.Of(generator, scorer);
        using var owned = Assert.IsType<DecoderScoreGradient>(gradients);
        var point = generator.LatentSpace.Sample(4);
        var at = await gradients.AtAsync(point, Stop);
        Assert.Equal(Assert.Single(await scorer.ScoreAsync(await generator.GenerateAsync([point], Detail.Full, Stop), Stop)), at.Score, 1e-4);
        const float step = 1e-2f;
        for (var i = 0; i < PatternGenerator.Dimension; i++)
        {
            var ends = new double[2];
            foreach (var (end, sign) in ((int, int)[])[(0, 1), (1, -1)])
            {
                var z = generator.LatentSpace.Flatten(point);
                z[i] += sign * step;
                ends[end] = (await scorer.ScoreAsync(await generator.GenerateAsync([generator.LatentSpace.WithLatent(point, z)], Detail.Full, Stop), Stop))[0];
            }
            Assert.Equal((ends[0] - ends[1]) / (2 * step), at.Gradient[i], 5e-3);
        }
        Assert.True(at.Gradient.Max(Math.Abs) > 0.1);
    }

    /// <summary>The mean of a file's choice; gradient ascent raises it.</summary>
    [Fact]
    public async Task A_file_scores_images_and_is_searched_by_gradient()
    {
        using var generator = Judged(ImageAxes.ChannelsFirst);
        using var scorer = DecoderScorer.OfFile(File("score.onnx", -1, 3), generator);
        var start = generator.LatentSpace.Sample(2);
        var image = (ImageOutput)(await generator.GenerateAsync([start], Detail.Full, Stop))[0];
        Assert.Equal(image.Values.Average(), (await scorer.ScoreAsync([image], Stop))[0], 1e-4);
        using var gradient = new DecoderScoreGradient(generator, scorer);
        var loop = new SearchLoop(new GradientAscent(), new ScorerOracle(generator, scorer, Detail.Draft, 4, gradient), generator, new SearchBudget(4));
        var result = await loop.RunAsync(start);
        Assert.True(result.BestScore > result.InitialScore + 1e-3, $"{result.InitialScore} → {result.BestScore}");
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_what_would()
    {
        using var plain = ImageGenerator.Load(PatternGenerator.Write(_folder));
        Assert.Contains("classifier", Assert.Throws<RhumbException>(() => DecoderScorer.OfClass(plain, "night")).Message, StringComparison.Ordinal);
        using var generator = Judged(ImageAxes.ChannelsFirst);
        Assert.Contains("'day', 'night', 'dusk'", Assert.Throws<RhumbException>(() => DecoderScorer.OfClass(generator, "noon")).Message, StringComparison.Ordinal);
        Assert.Contains("[1, 3, 20, 30]", Assert.Throws<RhumbException>(() => DecoderScorer.OfFile(File("grey.onnx", 1, 1), generator)).Message, StringComparison.Ordinal);
        Assert.Contains("no score", Assert.Throws<RhumbException>(() => DecoderScorer.OfFile(_folder["none.onnx"], generator)).Message, StringComparison.Ordinal);
    }

    /// <summary>Directions by the classifier's features: J of what it returns for the image.</summary>
    [Fact]
    public async Task Features_are_a_metric()
    {
        using (Judged(ImageAxes.ChannelsLast)) { }
        using var generator = ImageGenerator.Load(_folder[$"judged{ImageAxes.ChannelsLast}"], new ImageOptions { Metric = ImageMetric.Features });
        var point = generator.LatentSpace.Sample(4);
        using var jacobian = (IDisposable)await generator.LineariseAsync(point, Stop);
        Assert.Equal((PatternGenerator.Dimension, 3), (((ILinearOperator)jacobian).InputDimension, ((ILinearOperator)jacobian).OutputDimension));
        const float step = 1e-2f;
        var z = generator.LatentSpace.Flatten(point);
        var ends = new RowMatrix(2, 4, [z[0] + step, z[1], z[2], z[3], z[0] - step, z[1], z[2], z[3]]);
        var values = await generator.MetricAsync(point, ends, Stop);
        var product = await ((ILinearOperator)jacobian).ApplyAsync(new RowMatrix(1, 4, [1, 0, 0, 0]), Stop);
        for (var i = 0; i < 3; i++)
            Assert.Equal((values.Row(0)[i] - values.Row(1)[i]) / (2 * step), product.Values[i], 5e-3);
        var plain = Assert.Throws<RhumbException>(() => ImageGenerator.Load(PatternGenerator.Write(_folder), new ImageOptions { Metric = ImageMetric.Features }));
        Assert.Contains("no classifier", plain.Message, StringComparison.Ordinal);
    }

    private string File(string name, long batch, int channels)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, batch, channels, PatternGenerator.Height, PatternGenerator.Width);
        OnnxFile.Write(Model.Of(g.Build("mean", [x], [g.Named("mean", g.ReduceMean(x, [1, 2, 3], keep: false))]), GraphBuilder.MinimumOpset), _folder[name]);
        return _folder[name];
    }

    // The pattern generator with a linear classifier beside it, which takes what the decoder makes.
    private ImageGenerator Judged(ImageAxes axes, string? attributes = null)
    {
        var path = PatternGenerator.Write(_folder, $"judged{axes}", axes: axes);
        const int area = 3 * PatternGenerator.Height * PatternGenerator.Width;
        var g = new GraphBuilder();
        var image = axes == ImageAxes.ChannelsFirst
            ? GraphBuilder.Input("image", ElementType.Float, -1, 3, PatternGenerator.Height, PatternGenerator.Width)
            : GraphBuilder.Input("image", ElementType.Float, -1, PatternGenerator.Height, PatternGenerator.Width, 3);
        var weights = new float[area * 3];
        new RandomStream(9).Normal(weights, 0.05);
        var logits = g.MatMul(g.Reshape(image, -1, area), g.Constant(TensorData.Of<float>(weights, area, 3)));
        var classifier = Model.Of(g.Build("classifier", [image], [g.Named("logits", logits), g.Named("features", g.Tanh(logits))]), GraphBuilder.MinimumOpset);
        if (attributes is not null)
            classifier = classifier with { Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DecoderScorer.AttributesKey] = attributes } };
        OnnxFile.Write(classifier, Path.Combine(path, "classifier.onnx"));
        var manifest = GeneratorFolder.Load(path).Manifest;
        GeneratorFolder.Save(path, manifest with { Files = manifest.Files with { Classifier = new GeneratorFile("classifier.onnx") } });
        return ImageGenerator.Load(path);
    }
}
