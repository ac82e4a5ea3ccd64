using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;
using Rhumb.Subspaces;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Autodiff;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Other people's exports become generators: sampled, differentiated and walked, with no code of ours between.</summary>
public sealed class ModelImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Of untrained weights without a last activation the samples are in no range, so these ask.
    [Theory]
    [InlineData("dcgan", 32, true)]
    [InlineData("pggan", 16, false)]
    [InlineData("stylegan2", 0, false)]
    [InlineData("stylegan2-grouped", 0, false)]
    [InlineData("biggan", 0, true)]
    [InlineData("vae", 16, true)]
    public async Task Exports_from_PyTorch_are_sampled_differentiated_and_walked(string name, int size, bool isRangeFound)
    {
        if (!isRangeFound)
        {
            var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(Exported(name), _folder[name], new ImportAnswers(), TestContext.Current.CancellationToken));
            Assert.Equal("--range LOW,HIGH", Assert.Single(open.Questions).Option);
        }
        var answers = isRangeFound ? new ImportAnswers() : new ImportAnswers { Range = (-1, 1) };
        var imported = await ModelImporter.ImportAsync(Exported(name), _folder[name], answers, TestContext.Current.CancellationToken);
        var layout = imported.Folder.Manifest.Image!;
        Assert.Equal((3, -1f, 1f), (layout.Channels, layout.Low, layout.High));
        Assert.True(size == 0 || (layout.Height == size && layout.Width == size));

        using var generator = ImageGenerator.Open(GeneratorFolder.Load(imported.Folder.Folder));
        var start = generator.LatentSpace.Sample(3);
        var slider = await SubspaceFinder.FindAsync(generator, start, new SubspaceRequest { Rank = 2 }, TestContext.Current.CancellationToken);
        Assert.True(slider.SingularValues[0] > 0);
        var ends = await generator.GenerateAsync([slider.At(generator.LatentSpace, [-1, 0]), start, slider.At(generator.LatentSpace, [1, 0])], Detail.Full, TestContext.Current.CancellationToken);
        var images = ends.Cast<ImageOutput>().ToArray();
        Assert.NotEqual(images[0].Values, images[1].Values);
        Assert.NotEqual(images[2].Values, images[1].Values);
    }

    [Fact]
    public async Task Classes_are_counted_by_the_embedding_and_may_be_named()
    {
        var counted = await ModelImporter.ImportAsync(Exported("biggan"), _folder["counted"], new ImportAnswers { Range = (-1, 1) }, TestContext.Current.CancellationToken);
        var label = Assert.IsType<LabelCondition>(Assert.Single(counted.Folder.Manifest.Conditions));
        Assert.Equal(LabelEncoding.Index, label.Encoding);
        Assert.Equal("0", label.Classes[0]);
        string[] names = [.. label.Classes.Select(each => $"class {each}")];
        var answers = new ImportAnswers { Range = (-1, 1), Classes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["label"] = names } };
        var named = await ModelImporter.ImportAsync(Exported("biggan"), _folder["named"], answers, TestContext.Current.CancellationToken);
        Assert.Equal(names, Assert.IsType<LabelCondition>(Assert.Single(named.Folder.Manifest.Conditions)).Classes);
    }

    [Fact]
    public async Task Other_inputs_are_asked_for_all_at_once_and_may_be_fixed()
    {
        var path = Written((g, z) =>
        {
            var truncation = GraphBuilder.Input("truncation", ElementType.Float);
            var gain = GraphBuilder.Input("gain", ElementType.Float, -1, 1);
            return ([z, truncation, gain], [g.Named("image", g.Tanh(g.Mul(g.Reshape(g.Mul(z, gain), -1, 1, 4, 4), truncation)))]);
        });
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], new ImportAnswers { Latent = "z" }, TestContext.Current.CancellationToken));
        Assert.Equal(2, open.Questions.Count);
        Assert.Contains("--set truncation=VALUE", open.Message, StringComparison.Ordinal);
        Assert.Contains("--set gain=VALUE", open.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["open"]));

        var answers = new ImportAnswers { Fixed = new Dictionary<string, double>(StringComparer.Ordinal) { ["truncation"] = 0.5, ["gain"] = 2 } };
        var imported = await ModelImporter.ImportAsync(path, _folder["fixed"], answers, TestContext.Current.CancellationToken);
        using var generator = ImageGenerator.Open(imported.Folder);
        var z = Enumerable.Range(0, 16).Select(i => (i - 8) / 8f).ToArray();
        var image = (ImageOutput)Assert.Single(await generator.GenerateAsync([Point.Of("z", z)], Detail.Full, TestContext.Current.CancellationToken));
        for (var i = 0; i < 16; i++) Assert.Equal((MathF.Tanh(z[i]) + 1) / 2, image.Values[i], 1e-5f);
    }

    [Fact]
    public async Task Channels_and_range_come_from_the_file_and_the_samples()
    {
        async Task<ImageLayout> LayoutAsync(string name, Func<GraphBuilder, Value, Value> body)
        {
            var path = Written((g, z) => ([z], [g.Named("image", body(g, z))]));
            return (await ModelImporter.ImportAsync(path, _folder[name], new ImportAnswers(), TestContext.Current.CancellationToken)).Folder.Manifest.Image!;
        }
        Assert.Equal(new ImageLayout(4, 4, 1, ImageAxes.ChannelsFirst, -1, 1), await LayoutAsync("tanh", (g, z) => g.Reshape(g.Tanh(z), -1, 1, 4, 4)));
        Assert.Equal(new ImageLayout(4, 4, 1, ImageAxes.ChannelsLast, 0, 1), await LayoutAsync("sigmoid", (g, z) => g.Sigmoid(g.Reshape(z, -1, 4, 4, 1))));
        Assert.Equal(new ImageLayout(4, 4, 1, ImageAxes.ChannelsFirst, 0, 1), await LayoutAsync("flat", (g, z) => g.Sigmoid(z)));
        Assert.Equal(new ImageLayout(4, 4, 1, ImageAxes.ChannelsFirst, 0, 255), await LayoutAsync("bytes", (g, z) => g.Clip(g.Mul(g.Add(g.Reshape(z, -1, 4, 4), g.Scalar(1)), g.Scalar(100)), 0, 255)));
        var open = await Assert.ThrowsAsync<ImportException>(() => LayoutAsync("logits", (g, z) => g.Mul(g.Reshape(z, -1, 1, 4, 4), g.Scalar(9000))));
        Assert.Contains("--range LOW,HIGH", open.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_makes_no_images_or_ignores_its_latent_is_refused_and_nothing_is_left()
    {
        foreach (var (name, body) in ((string, Func<GraphBuilder, Value, Value>)[])
        [
            ("field", (g, z) => g.Reshape(z, -1, 1, 2, 2, 4)),
            ("constant", (g, z) => g.Reshape(g.Mul(z, g.Scalar(0)), -1, 1, 4, 4)),
            ("nan", (g, z) => g.Reshape(g.Log(g.Sub(g.Mul(z, g.Scalar(0)), g.Scalar(1))), -1, 1, 4, 4)),
        ])
        {
            var path = Written((g, z) => ([z], [g.Named("image", body(g, z))]));
            await Assert.ThrowsAnyAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder[name], new ImportAnswers(), TestContext.Current.CancellationToken));
            Assert.False(Directory.Exists(_folder[name]));
            Assert.Empty(Directory.EnumerateDirectories(_folder.Path));
        }
    }

    [Theory]
    [InlineData("a fixed batch of 4; export the model with a free batch axis, or 1", 4L, 16L)]
    [InlineData("no batch axis; export the model", -1L)]
    [InlineData("free length besides its batch", -1L, -1L)]
    public async Task A_latent_that_cannot_be_walked_point_by_point_says_how_to_export_it(string part, params long[] shape)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, shape);
        var path = _folder["shaped.onnx"];
        OnnxFile.Write(Model.Of(g.Build("decoder", [z], [g.Named("image", g.Emit("Reshape", [g.Tanh(z), g.Ints(-1, 1, 4, 4)], ElementType.Float, [-1, 1, 4, 4]))]), GraphBuilder.MinimumOpset), path);
        var error = await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["shaped"], new ImportAnswers { Latent = "z" }, TestContext.Current.CancellationToken));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    /// <summary>As StyleGAN 2 exports with <c>noise_mode='random'</c>: what was sampled can be had again.</summary>
    [Fact]
    public async Task A_model_that_draws_noise_gives_its_samples_again()
    {
        var path = Written((g, z) => ([z], [g.Named("image", g.Tanh(g.Reshape(g.Add(z, g.Emit("RandomNormalLike", [z], ElementType.Float, [-1, 16])), -1, 1, 4, 4)))]));
        var imported = await ModelImporter.ImportAsync(path, _folder["noisy"], new ImportAnswers(), TestContext.Current.CancellationToken);
        Assert.Contains(imported.Notes, note => note.Contains("noise", StringComparison.Ordinal));
        using var generator = ImageGenerator.Open(imported.Folder);
        using var again = ImageGenerator.Open(imported.Folder);
        var point = generator.LatentSpace.Sample(1);
        Assert.Equal(
            ((ImageOutput)(await generator.GenerateAsync([point], Detail.Full, TestContext.Current.CancellationToken))[0]).Values,
            ((ImageOutput)(await again.GenerateAsync([point], Detail.Full, TestContext.Current.CancellationToken))[0]).Values);
        // Noise alone is no picture of its latent.
        var alone = Written((g, z) => ([z], [g.Named("image", g.Reshape(g.Emit("RandomNormalLike", [z], ElementType.Float, [-1, 16]), -1, 1, 4, 4))]));
        var error = await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(alone, _folder["alone"], new ImportAnswers(), TestContext.Current.CancellationToken));
        Assert.Contains("does not depend on the latent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_no_file_holds_are_refused_with_what_helps()
    {
        var (g, z) = (new GraphBuilder(), GraphBuilder.Input("z", ElementType.Float, -1, 1));
        // One piece of memory stands for all of them.
        var bytes = new byte[400_000_000];
        var sum = Enumerable.Range(0, 5).Aggregate(z, (x, i) => g.Add(x, g.Constant(new TensorData(ElementType.Float, [1, bytes.Length / 4], bytes), $"w{i}")));
        var message = Assert.Throws<RhumbException>(() => ModelImporter.CheckSize(GraphRuns.Model(g, [z], g.Named("x", sum)))).Message;
        Assert.Contains("2.0 GB", message, StringComparison.Ordinal);
        Assert.Contains("smaller", message, StringComparison.Ordinal);
    }

    /// <summary>A second of sound of so few samples might be a row of pixels: it is asked for, not guessed.</summary>
    [Fact]
    public async Task A_row_of_numbers_is_no_image()
    {
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(Exported("wavegan"), _folder["wave"], new ImportAnswers(), TestContext.Current.CancellationToken));
        Assert.Contains("--rate HZ", open.Message, StringComparison.Ordinal);
        var imported = await ModelImporter.ImportAsync(Exported("wavegan"), _folder["wave"], new ImportAnswers { SampleRate = 16000 }, TestContext.Current.CancellationToken);
        Assert.Equal(GeneratorKind.Sound, imported.Folder.Manifest.Kind);
    }

    [Fact]
    public async Task A_folder_that_is_there_is_not_touched()
    {
        Directory.CreateDirectory(_folder["mine"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["mine"], "notes.txt"), "keep", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(Exported("dcgan"), _folder["mine"], new ImportAnswers(), TestContext.Current.CancellationToken));
        Assert.Equal("keep", await File.ReadAllTextAsync(Path.Combine(_folder["mine"], "notes.txt"), TestContext.Current.CancellationToken));
    }

    private static string Exported(string name) => Path.Combine(Repository.Root, "tests", "fixtures", "exported", name + ".onnx");

    private string Written(Func<GraphBuilder, Value, (Value[] Inputs, Value[] Outputs)> build)
    {
        var g = new GraphBuilder();
        var (inputs, outputs) = build(g, GraphBuilder.Input("z", ElementType.Float, -1, 16));
        var path = _folder[$"{Guid.NewGuid():N}.onnx"];
        OnnxFile.Write(Model.Of(g.Build("decoder", inputs, outputs), GraphBuilder.MinimumOpset), path);
        return path;
    }
}
