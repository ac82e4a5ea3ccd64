using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Cli;

namespace Rhumb.Tests.Rhumb.Generators;

/// <summary>A generator whose networks draw noise, as StyleGAN 2 exports it, is a function all the same: of its points, in every graph.</summary>
public sealed class NetworkNoiseTests : IDisposable
{
    private const int Dimension = 4, Side = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1), InlineData(1)]
    public async Task Points_give_the_same_images_again_and_alone_as_among_others(long batch)
    {
        var path = Write(batch);
        using var generator = ImageGenerator.Load(path);
        using var again = ImageGenerator.Load(path);
        var points = Enumerable.Range(0, 20).Select(i => generator.LatentSpace.Sample(1, i)).ToArray();
        var images = (await generator.GenerateAsync(points, Detail.Full, Stop)).Cast<ImageOutput>().ToArray();
        var others = (await again.GenerateAsync([.. points.Reverse()], Detail.Full, Stop)).Cast<ImageOutput>().Reverse().ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            var alone = (ImageOutput)Assert.Single(await generator.GenerateAsync([points[i]], Detail.Full, Stop));
            for (var at = 0; at < alone.Values.Length; at++)
            {
                Assert.Equal(alone.Values[at], images[i].Values[at], 1e-5);
                Assert.Equal(alone.Values[at], others[i].Values[at], 1e-5);
            }
        }
        Assert.Equal(0, await generator.VisibleChangeAsync(points[0], points[0], Stop), 1e-6);
        Assert.True(await generator.VisibleChangeAsync(points[0], points[1], Stop) > 0.01);
    }

    [Fact]
    public async Task The_jacobian_is_that_of_what_is_decoded()
    {
        using var generator = ImageGenerator.Load(Write(-1), new ImageOptions { Metric = ImageMetric.Pixels });
        var point = generator.LatentSpace.Sample(5);
        var linear = await generator.LineariseAsync(point, Stop);
        using var owned = (IDisposable)linear;
        const float step = 1e-2f;
        var z = generator.LatentSpace.Flatten(point);
        float[] direction = [0.5f, -1, 2, 3];
        var ends = new RowMatrix(2, Dimension, [.. z.Select((x, i) => x + (step * direction[i])), .. z.Select((x, i) => x - (step * direction[i]))]);
        var values = await generator.MetricAsync(point, ends, Stop);
        var product = await linear.ApplyAsync(new RowMatrix(1, Dimension, direction), Stop);
        for (var i = 0; i < linear.OutputDimension; i++)
            Assert.Equal((values.Row(0)[i] - values.Row(1)[i]) / (2 * step), product.Values[i], 1e-2);
        Assert.Contains(product.Values, value => Math.Abs(value) > 0.05);
        // And the pixels are those that the derivative is of.
        var shown = (ImageOutput)Assert.Single(await generator.GenerateAsync([point], Detail.Full, Stop));
        var here = await generator.MetricAsync(point, new RowMatrix(1, Dimension, z), Stop);
        for (var i = 0; i < here.Columns; i++)
            Assert.Equal(Math.Clamp(here.Values[i], 0, 1), shown.Values[i], 1e-5);
    }

    /// <summary>Whichever network is walked, one code is one image.</summary>
    [Fact]
    public async Task The_decoder_draws_alike_with_its_prior_before_it_and_without()
    {
        var path = Write(-1, withPrior: true);
        using var generator = ImageGenerator.Load(path);
        using var code = ImageGenerator.Load(path, new ImageOptions { Space = WalkSpace.Code });
        var point = generator.LatentSpace.Sample(1);
        var shown = (ImageOutput)Assert.Single(await generator.GenerateAsync([point], Detail.Full, Stop));
        // The prior is z = 2 latent + noise; its noise is what the codes of nothing are.
        var still = FrozenPrior(path);
        var latent = TensorData.Of<float>(generator.LatentSpace.Flatten(point), 1, Dimension);
        var z = GraphRuntime.Probe(still, new Dictionary<string, TensorData> { ["latent"] = latent })["code"];
        var decoded = (ImageOutput)Assert.Single(await code.GenerateAsync([Point.Of("z", z.AsSpan<float>().ToArray())], Detail.Full, Stop));
        for (var i = 0; i < shown.Values.Length; i++)
            Assert.Equal(decoded.Values[i], shown.Values[i], 1e-5);
    }

    private static Model FrozenPrior(string path) =>
        NetworkNoise.Frozen(OnnxFile.Read(Path.Combine(path, "prior.onnx")), GeneratorFolder.Load(path).Manifest);

    private string Write(long batch, bool withPrior = false)
    {
        var path = Directory.CreateDirectory(_folder[$"noisy{batch}{withPrior}"]).FullName;
        OnnxFile.Write(Decoder(batch), Path.Combine(path, "decoder.onnx"));
        if (withPrior)
            OnnxFile.Write(Prior(), Path.Combine(path, "prior.onnx"));
        GeneratorFolder.Save(path, new GeneratorManifest
        {
            Name = "noisy",
            Kind = GeneratorKind.Image,
            Latent = [new LatentBlock(withPrior ? "latent" : "z", [Dimension], new NormalPrior())],
            Code = withPrior ? new LatentBlock("z", [Dimension], new NormalPrior()) : null,
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), withPrior ? new GeneratorFile("prior.onnx") : null),
            Image = new ImageLayout(Side, Side, 1),
            Licence = "CC0-1.0",
        });
        return path;
    }

    // tanh of patterns, with noise added to them and half of them dropped.
    private static Model Decoder(long batch)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, batch, Dimension);
        var patterns = new float[Dimension * Side * Side];
        new RandomStream(1).Normal(patterns, 0.4);
        var sum = g.MatMul(z, g.Constant(TensorData.Of<float>(patterns, Dimension, Side * Side), "patterns"));
        var noise = g.Emit("RandomNormalLike", [sum], ElementType.Float, sum.Extents, new() { { "scale", 0.3f } });
        var dropped = g.Emit("Dropout", [g.Add(sum, noise), g.Scalar(0.5), g.Constant(TensorData.Of([true]), "training")], ElementType.Float, sum.Extents);
        var grain = g.Emit("RandomUniform", [], ElementType.Float, [1, 1, Side, Side], new() { { "shape", (long[])[1, 1, Side, Side] }, { "high", 0.2f } });
        var image = g.Tanh(g.Add(g.Reshape(dropped, batch, 1, Side, Side), grain));
        return Model.Of(g.Build("noisy", [z], [g.Named("image", image, [batch, 1, Side, Side])]), GraphBuilder.MinimumOpset);
    }

    private static Model Prior()
    {
        var g = new GraphBuilder();
        var latent = GraphBuilder.Input("latent", ElementType.Float, -1, Dimension);
        var code = g.Add(g.Mul(latent, g.Scalar(2)), g.Emit("RandomNormalLike", [latent], ElementType.Float, [-1, Dimension]));
        return Model.Of(g.Build("prior", [latent], [g.Named("code", code)]), GraphBuilder.MinimumOpset);
    }
}
