using System.Globalization;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;
using Rhumb.LinearAlgebra;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Inputs besides the latent, in the many forms that exports give them: what is chosen is what the network is given.</summary>
public sealed class ConditionImportTests : IDisposable
{
    private const int Classes = 5;

    private readonly TemporaryFolder _folder = new();

    public ConditionImportTests() => Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, ElementType, long[]> Labels => new()
    {
        { "one-hot float [b, k]", ElementType.Float, [-1, Classes] },
        { "one-hot float [b, k, 1, 1]", ElementType.Float, [-1, Classes, 1, 1] },
        { "one-hot int64 [b, k]", ElementType.Int64, [-1, Classes] },
        { "one-hot double [b, k]", ElementType.Double, [-1, Classes] },
        { "index int64 [b]", ElementType.Int64, [-1] },
        { "index int32 [b, 1]", ElementType.Int32, [-1, 1] },
        { "index float [b]", ElementType.Float, [-1] },
        { "index float [b, 1]", ElementType.Float, [-1, 1] },
        { "index float [b, 1, 1, 1]", ElementType.Float, [-1, 1, 1, 1] },
        { "index int64 []", ElementType.Int64, [] },
        { "index int64 [1]", ElementType.Int64, [1] },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Classes_reach_the_network_in_the_form_that_it_wants(string name, ElementType type, long[] shape)
    {
        var isOneHot = shape.Length > 1 && shape[1] == Classes;
        var path = Written((g, z) =>
        {
            var label = GraphBuilder.Input("label", type, shape);
            var real = g.Cast(label, ElementType.Float);
            // The class' number, [B, 1], whatever form it comes in.
            var number = isOneHot ? g.MatMul(g.Reshape(real, -1, Classes), g.Constant(TensorData.Of([0f, 1, 2, 3, 4], Classes, 1))) : g.Reshape(real, -1, 1);
            return ([z, label], g.Add(g.Mul(z, g.Scalar(0.001)), g.Mul(number, g.Scalar(0.1))));
        });
        var answers = new ImportAnswers { Range = (0, 1), Classes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["label"] = ["a", "b", "c", "d", "e"] } };
        using var generator = ImageGenerator.Open((await ModelImporter.ImportAsync(path, _folder["out"], answers, Stop)).Folder);
        string[] chosen = ["c", "a", "e"];
        var images = await DecodedAsync(generator, [.. chosen.Select(value => ("label", value))]);
        foreach (var (image, expected) in images.Zip([0.2f, 0, 0.4f]))
            Assert.True(Math.Abs(image.Values.Average() - expected) < 0.01, name);
    }

    [Fact]
    public async Task Names_that_are_too_few_or_too_many_are_refused()
    {
        var path = Written((g, z) =>
        {
            var (hot, index) = (GraphBuilder.Input("hot", ElementType.Float, -1, Classes), GraphBuilder.Input("index", ElementType.Int64, -1));
            var table = g.Constant(TensorData.Of(new float[Classes * 16], Classes, 16));
            return ([z, hot, index], g.Add(g.Add(z, g.Gather(table, index, 0)), g.MatMul(hot, table)));
        });
        foreach (var (input, other) in new[] { ("hot", "index"), ("index", "hot") })
        {
            var classes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [input] = ["a", "b", "c"], [other] = ["a", "b", "c", "d", "e"] };
            var message = (await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["out"], new ImportAnswers { Latent = "z", Classes = classes }, Stop))).Message;
            Assert.Contains($"one of 5 classes, but --classes {input} names 3", message, StringComparison.Ordinal);
        }
    }

    /// <summary>A lonely float called label is a number as well as it is a class: it is asked for.</summary>
    [Fact]
    public async Task A_label_that_may_be_a_number_is_asked_for()
    {
        var path = Written((g, z) =>
        {
            var label = GraphBuilder.Input("label", ElementType.Float, -1, 1);
            return ([z, label], g.Add(z, label));
        });
        var message = (await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["out"], new ImportAnswers { Latent = "z" }, Stop))).Message;
        foreach (var option in new[] { "--set label=VALUE", "--numbers label=LOW,HIGH", "--classes label=a,b,c" })
            Assert.Contains(option, message, StringComparison.Ordinal);
    }

    /// <summary>A table that is divided by its spectral norm in the graph, as GANs with spectral normalisation export it, has the rows of its weights.</summary>
    [Fact]
    public async Task Classes_are_counted_in_a_scaled_table()
    {
        var path = Written((g, z) =>
        {
            var label = GraphBuilder.Input("label", ElementType.Int64, -1);
            var weights = g.Constant(TensorData.Of([.. Enumerable.Range(0, Classes * 16).Select(i => i / 16 / 10f)], Classes, 16));
            var norm = g.Emit("ReduceL2", [weights, g.Ints(0, 1)], ElementType.Float, [1, 1]);
            var scaled = g.Mul(g.Scalar(2), g.Div(g.Named("weight_orig", weights), norm));
            return ([z, label], g.Add(g.Mul(z, g.Scalar(0.001)), g.Gather(scaled, label, 0)));
        });
        var imported = await ModelImporter.ImportAsync(path, _folder["out"], new ImportAnswers { Range = (0, 1) }, Stop);
        Assert.Equal(Classes, Assert.IsType<LabelCondition>(Assert.Single(imported.Folder.Manifest.Conditions)).Classes.Count);
    }

    /// <summary>StyleGAN's label [batch, 0] of a model without classes.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task An_input_without_elements_is_no_question(int batch)
    {
        var path = WrittenDecoder.Write(_folder, g =>
        {
            var (z, label) = (GraphBuilder.Input("z", ElementType.Float, batch, 16), GraphBuilder.Input("c", ElementType.Float, batch, 0));
            var joined = g.Emit("Concat", [z, label], ElementType.Float, [batch, 16], new() { { "axis", 1L } });
            return ([z, label], g.Reshape(g.Tanh(joined), -1, 1, 4, 4));
        });
        using var generator = ImageGenerator.Open((await ModelImporter.ImportAsync(path, _folder["out"], new ImportAnswers(), Stop)).Folder);
        Assert.Empty(generator.LatentSpace.Conditions);
        Assert.Equal(3, (await generator.GenerateAsync([.. Enumerable.Range(0, 3).Select(i => generator.LatentSpace.Sample(1, i))], Detail.Full, Stop)).Count);
    }

    /// <summary>A time step is a whole number as well as a class is: without an embedding it is asked for.</summary>
    [Fact]
    public async Task A_whole_number_may_stay_fixed()
    {
        var path = Written((g, z) =>
        {
            var step = GraphBuilder.Input("timestep", ElementType.Int64, -1);
            return ([z, step], g.Add(z, g.Reshape(g.Cast(step, ElementType.Float), -1, 1)));
        });
        var message = (await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["out"], new ImportAnswers(), Stop))).Message;
        Assert.Contains("--classes timestep=a,b,c, or --set timestep=VALUE", message, StringComparison.Ordinal);
    }

    /// <summary>Fixed inputs that are joined with the latent row by row: as many rows as there are points.</summary>
    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Int64)]
    public async Task Fixed_inputs_have_a_row_for_each_point(ElementType type)
    {
        var path = Written((g, z) =>
        {
            var code = GraphBuilder.Input("c", type, -1, 2);
            var joined = g.Emit("Concat", [z, g.Cast(code, ElementType.Float)], ElementType.Float, [-1, 18], new() { { "axis", 1L } });
            return ([z, code], g.MatMul(joined, g.Constant(TensorData.Of([.. Enumerable.Range(0, 18 * 16).Select(i => i >= 16 * 16 ? 0.125f : i / 16 == i % 16 ? 0.01f : 0)], 18, 16))));
        });
        var answers = new ImportAnswers { Range = (0, 1), Latent = "z", Fixed = new Dictionary<string, double>(StringComparer.Ordinal) { ["c"] = 2 } };
        using var generator = ImageGenerator.Open((await ModelImporter.ImportAsync(path, _folder["out"], answers, Stop)).Folder);
        var images = (await generator.GenerateAsync([.. Enumerable.Range(0, 16).Select(i => generator.LatentSpace.Sample(1, i))], Detail.Full, Stop)).Cast<ImageOutput>().ToArray();
        Assert.All(images, image => Assert.InRange(image.Values.Average(), 0.48, 0.52));
        var jacobian = await generator.LineariseAsync(generator.LatentSpace.Sample(1), Stop);
        var along = await jacobian.ApplyAsync(new RowMatrix(3, 16, [.. Enumerable.Range(0, 48).Select(i => i % 17 == 0 ? 1f : 0)]), Stop);
        Assert.Equal(Enumerable.Range(0, 48).Select(i => i % 17 == 0 ? 0.01f : 0), along.Values, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    public static TheoryData<ElementType, long[], int> Numbers => new()
    {
        { ElementType.Float, [-1, 2], 2 },
        { ElementType.Double, [-1, 2], 2 },
        { ElementType.Float, [-1], 1 },
        { ElementType.Float, [], 1 },
        { ElementType.Float, [-1, 1, 1, 2], 2 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Numbers_are_chosen(ElementType type, long[] shape, int count)
    {
        var path = Written((g, z) =>
        {
            var code = GraphBuilder.Input("c", type, shape);
            var sum = g.MatMul(g.Reshape(g.Cast(code, ElementType.Float), -1, count), g.Constant(TensorData.Of([.. Enumerable.Repeat(1f, count)], count, 1)));
            return ([z, code], g.Add(g.Mul(z, g.Scalar(0.001)), sum));
        });
        var answers = new ImportAnswers { Range = (0, 1), Latent = "z", Numbers = new Dictionary<string, (double, double)>(StringComparer.Ordinal) { ["c"] = (0, 0.5) } };
        using var generator = ImageGenerator.Open((await ModelImporter.ImportAsync(path, _folder["out"], answers, Stop)).Folder);
        Assert.Equal(new NumberCondition("c", 0, 0.5, count), Assert.Single(generator.LatentSpace.Conditions));
        string[] chosen = count == 1 ? ["0.25", "0.5"] : ["0.25,0", "0.25,0.25"];
        var images = await DecodedAsync(generator, [.. chosen.Select(value => ("c", value))]);
        Assert.Equal(0.25, images[0].Values.Average(), 0.01);
        Assert.Equal(0.5, images[1].Values.Average(), 0.01);
    }

    [Theory]
    [InlineData(ImageAxes.ChannelsFirst)]
    [InlineData(ImageAxes.ChannelsLast)]
    public async Task Pictures_are_chosen(ImageAxes axes)
    {
        var path = Written((g, z) =>
        {
            var photo = axes == ImageAxes.ChannelsFirst ? GraphBuilder.Input("photo", ElementType.Float, -1, 3, 4, 4) : GraphBuilder.Input("photo", ElementType.Float, -1, 4, 4, 3);
            // What is shown is the picture's red.
            var red = g.Emit("Slice", [photo, g.Ints(0), g.Ints(1), g.Ints(axes == ImageAxes.ChannelsFirst ? 1 : 3)], ElementType.Float, axes == ImageAxes.ChannelsFirst ? [-1, 1, 4, 4] : [-1, 4, 4, 1]);
            return ([z, photo], g.Add(g.Mul(z, g.Scalar(0.001)), g.Reshape(red, -1, 16)));
        });
        var answers = new ImportAnswers { Range = (-1, 1), Latent = "z", Pictures = new Dictionary<string, (float, float)>(StringComparer.Ordinal) { ["photo"] = (-1, 1) } };
        using var generator = ImageGenerator.Open((await ModelImporter.ImportAsync(path, _folder["out"], answers, Stop)).Folder);
        var picture = new RgbaImage(4, 4);
        for (var i = 0; i < 16; i++)
            (picture.Pixels[4 * i], picture.Pixels[(4 * i) + 3]) = ((byte)(i * 16), 255);
        var image = Assert.Single(await DecodedAsync(generator, [("photo", ImageCondition.Address(PngWriter.Encode(picture)))]));
        for (var i = 0; i < 16; i++)
            Assert.Equal(i * 16 / 255f, image.Values[i], 0.01f);
    }

    [Fact]
    public async Task An_answer_about_an_input_that_is_not_there_is_told()
    {
        var path = Written((g, z) => ([z], z));
        var answers = new ImportAnswers { Numbers = new Dictionary<string, (double, double)>(StringComparer.Ordinal) { ["psi"] = (0, 1) } };
        Assert.Contains("no input 'psi'", (await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["out"], answers, Stop))).Message, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<ImageOutput[]> DecodedAsync(ImageGenerator generator, (string Name, string Value)[] chosen)
    {
        var points = chosen.Select((each, i) => generator.LatentSpace.WithConditions(generator.LatentSpace.Sample(1, i), new Dictionary<string, string>(StringComparer.Ordinal) { [each.Name] = each.Value }));
        return [.. (await generator.GenerateAsync([.. points], Detail.Full, Stop)).Cast<ImageOutput>()];
    }

    // Latent z [B, 16] to what the body makes of it, [B, 16], as an image of 4 × 4.
    private string Written(Func<GraphBuilder, Value, (Value[] Inputs, Value Output)> body)
    {
        var (g, z) = (new GraphBuilder("g_"), GraphBuilder.Input("z", ElementType.Float, -1, 16));
        var (inputs, output) = body(g, z);
        var path = _folder[string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.onnx")];
        OnnxFile.Write(Model.Of(g.Build("test", inputs, [g.Named("image", g.Reshape(output, -1, 1, 4, 4), [-1, 1, 4, 4])]), GraphBuilder.MinimumOpset), path);
        return path;
    }
}
