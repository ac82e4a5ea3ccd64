using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;
using Rhumb.Subspaces;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Other people's exports become generators: sampled, differentiated and walked, with no code of ours between.</summary>
public sealed class ModelImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dcgan", 32, 3)]
    [InlineData("pggan", 16, 3)]
    [InlineData("stylegan2", 0, 3)]
    [InlineData("stylegan2-grouped", 0, 3)]
    [InlineData("biggan", 0, 3)]
    [InlineData("vae", 16, 3)]
    public async Task Exports_from_PyTorch_are_sampled_differentiated_and_walked(string name, int size, int channels)
    {
        var imported = await ModelImporter.ImportAsync(Exported(name), _folder[name], new ImportAnswers { Range = (-1, 1) }, TestContext.Current.CancellationToken);
        var layout = imported.Folder.Manifest.Image!;
        Assert.Equal(channels, layout.Channels);
        Assert.True(size == 0 || (layout.Height == size && layout.Width == size));
        Assert.False(Directory.Exists(_folder[name] + ".partial"));

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
            Assert.False(Directory.Exists(_folder[name] + ".partial"));
        }
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
