using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;
using Rhumb.Tests.Cli;

namespace Rhumb.Tests.Rhumb.Generators.Images;

public sealed class ImageGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, ImageAxes.ChannelsLast, LabelEncoding.OneHot, -1)]
    [InlineData(3, ImageAxes.ChannelsLast, LabelEncoding.Index, -1)]
    [InlineData(3, ImageAxes.ChannelsFirst, LabelEncoding.Index, 1)]
    public async Task However_a_network_is_exported_it_makes_the_same_images(int channels, ImageAxes axes, LabelEncoding encoding, long batch)
    {
        using var plain = ImageGenerator.Load(PatternGenerator.Write(_folder, "plain", channels));
        using var other = ImageGenerator.Load(PatternGenerator.Write(_folder, "other", channels, axes, encoding, batch));
        var points = Enumerable.Range(0, 20).Select(i => plain.LatentSpace.Sample(3, i)).ToArray();
        Assert.Equal(3, points.Select(point => point.Conditions["time"]).Distinct().Count());
        var (a, b) = (await plain.GenerateAsync(points, Detail.Full, Stop), await other.GenerateAsync(points, Detail.Full, Stop));
        foreach (var (x, y) in a.Cast<ImageOutput>().Zip(b.Cast<ImageOutput>()))
        {
            Assert.Equal((PatternGenerator.Height, PatternGenerator.Width, channels), (y.Height, y.Width, y.Channels));
            for (var i = 0; i < x.Values.Length; i++)
                Assert.Equal(x.Values[i], y.Values[i], 1e-5);
        }
        Assert.NotEqual(((ImageOutput)a[0]).Values, ((ImageOutput)a[1]).Values);
        Assert.All(((ImageOutput)a[0]).Values, value => Assert.InRange(value, 0, 1));
    }

    [Theory]
    [InlineData(ImageMetric.Reduced, 10 * 15 * 3)]
    [InlineData(ImageMetric.Pixels, 20 * 30 * 3)]
    public async Task The_jacobian_is_that_of_the_metric(ImageMetric metric, int count)
    {
        using var generator = ImageGenerator.Load(PatternGenerator.Write(_folder), new ImageOptions { Metric = metric });
        var point = generator.LatentSpace.Sample(5);
        using var jacobian = (IDisposable)await generator.LineariseAsync(point, Stop);
        var linear = (ILinearOperator)jacobian;
        Assert.Equal((PatternGenerator.Dimension, count), (linear.InputDimension, linear.OutputDimension));

        const float step = 1e-2f;
        var z = generator.LatentSpace.Flatten(point);
        float[] direction = [0.5f, -1, 2, 3];
        var ends = new RowMatrix(2, 4, [.. z.Select((x, i) => x + (step * direction[i])), .. z.Select((x, i) => x - (step * direction[i]))]);
        var values = await generator.MetricAsync(point, ends, Stop);
        var product = await linear.ApplyAsync(new RowMatrix(1, 4, direction), Stop);
        for (var i = 0; i < count; i++)
            Assert.Equal((values.Row(0)[i] - values.Row(1)[i]) / (2 * step), product.Values[i], 2e-3);
        // ⟨u, J v⟩ = ⟨Jᵀ u, v⟩.
        var u = new RowMatrix(1, count);
        new RandomStream(8).Normal(u.Values);
        var transposed = await linear.ApplyTransposeAsync(u, Stop);
        Assert.Equal(u.Values.Zip(product.Values, (x, y) => (double)x * y).Sum(), transposed.Values.Zip(direction, (x, y) => (double)x * y).Sum(), 1e-3);
        // The class counts: another one has another Jacobian.
        var night = generator.LatentSpace.WithConditions(point, Time(point.Conditions["time"] == "night" ? "day" : "night"));
        using var elsewhere = (IDisposable)await generator.LineariseAsync(night, Stop);
        Assert.NotEqual(product.Values, (await ((ILinearOperator)elsewhere).ApplyAsync(new RowMatrix(1, 4, direction), Stop)).Values);
    }

    /// <summary>However long a strip, both of its axes are looked at, and the metric stays small.</summary>
    [Theory]
    [InlineData(80, 1500, 8 * 15)]
    [InlineData(1500, 80, 15 * 8)]
    [InlineData(3, 400, 3 * 16)]
    [InlineData(1, 40, 20)]
    [InlineData(5, 5, 25)]
    [InlineData(64, 32, 16 * 8)]
    [InlineData(64, 64, 16 * 16)]
    public async Task Whatever_the_size_of_images_directions_are_found(int height, int width, int count)
    {
        var path = PatternGenerator.Write(_folder, channels: 1, encoding: null, height: height, width: width);
        using var generator = ImageGenerator.Load(path);
        var (a, b) = (generator.LatentSpace.Sample(1), generator.LatentSpace.Sample(2));
        var linear = await generator.LineariseAsync(a, Stop);
        using (linear as IDisposable)
            Assert.Equal(count, linear.OutputDimension);
        var found = await SubspaceFinder.FindAsync(generator, a, new SubspaceRequest { Rank = 2 }, Stop);
        Assert.All(found.SingularValues, value => Assert.True(value > 0));
        var images = await global::Rhumb.Training.Evaluation.ImageRows.OfAsync(generator, [a, b], Stop);
        float[] Levels(int row) => Array.ConvertAll(images.Row(row).ToArray(), value => (value + 1) / 2);
        Assert.Equal(await generator.VisibleChangeAsync(a, b, Stop), generator.ChangeBetween(Levels(0), Levels(1)), 1e-4);
    }

    [Fact]
    public async Task Change_between_pictures_is_that_between_points()
    {
        using var generator = ImageGenerator.Load(PatternGenerator.Write(_folder));
        Point[] points = [generator.LatentSpace.Sample(5), generator.LatentSpace.Sample(6)];
        var images = await global::Rhumb.Training.Evaluation.ImageRows.OfAsync(generator, points, Stop);
        float[] Levels(int row) => Array.ConvertAll(images.Row(row).ToArray(), value => (value + 1) / 2);
        Assert.Equal(await generator.VisibleChangeAsync(points[0], points[1], Stop), generator.ChangeBetween(Levels(0), Levels(1)), 1e-4);
    }

    [Fact]
    public async Task Directions_keep_the_class_and_leave_out_what_shows_nothing()
    {
        using var generator = ImageGenerator.Load(PatternGenerator.Write(_folder));
        var point = generator.LatentSpace.Sample(5);
        var subspace = await SubspaceFinder.FindAsync(generator, point, new SubspaceRequest { Rank = 2, Ranges = new MeasuredChangeRange { Target = 0.2 } }, Stop);
        Assert.True(subspace.SingularValues[1] > 0.01);
        var moved = subspace.At(generator.LatentSpace, [1, 0]);
        Assert.Equal(point.Conditions, moved.Conditions);
        Assert.InRange(await generator.VisibleChangeAsync(point, moved, Stop), 0.05, 0.5);
    }

    [Fact]
    public async Task With_a_prior_the_prior_is_walked_and_its_code_may_be_instead()
    {
        var path = PatternGenerator.Write(_folder, prior: true);
        using var generator = (ImageGenerator)GeneratorKinds.Open(GeneratorFolder.Load(path));
        using var code = GeneratorKinds.Open(GeneratorFolder.Load(path), WalkSpace.Code, "pixels");
        var point = generator.LatentSpace.Sample(1);
        var doubled = new Point(new Dictionary<string, float[]> { ["z"] = Array.ConvertAll(point.Blocks["latent"], value => 2 * value) }, point.Conditions);
        Assert.Equal(((ImageOutput)(await generator.GenerateAsync([point], Detail.Full, Stop))[0]).Values, ((ImageOutput)(await code.GenerateAsync([doubled], Detail.Full, Stop))[0]).Values);
    }

    [Fact]
    public async Task A_point_without_its_class_is_refused_with_the_classes()
    {
        using var generator = ImageGenerator.Load(PatternGenerator.Write(_folder));
        var point = Point.Of("z", new float[4]);
        var error = await Assert.ThrowsAsync<RhumbException>(() => generator.GenerateAsync([point], Detail.Full, Stop));
        Assert.Contains("day, night, dusk", error.Message, StringComparison.Ordinal);
        Assert.Contains("dusk", Assert.Throws<RhumbException>(() => generator.LatentSpace.WithConditions(point, Time("noon"))).Message, StringComparison.Ordinal);
        Assert.Contains("it has time", Assert.Throws<RhumbException>(() => generator.LatentSpace.WithConditions(point, new Dictionary<string, string> { ["weather"] = "wet" })).Message, StringComparison.Ordinal);
        Assert.Equal("night", generator.LatentSpace.WithConditions(point, Time("NIGHT")).Conditions["time"]);
    }

    public static TheoryData<string, Func<GeneratorManifest, GeneratorManifest>> Misfits => new()
    {
        { "correct 'image'", manifest => manifest with { Image = manifest.Image! with { Width = 31 } } },
        { "'conditions'", manifest => manifest with { Conditions = [] } },
        { "Int64", manifest => manifest with { Conditions = [new LabelCondition("time", PatternGenerator.Classes, LabelEncoding.Index)] } },
        { "[B, 2]", manifest => manifest with { Conditions = [new LabelCondition("time", ["day", "night"])] } },
        { "block 'z'", manifest => manifest with { Latent = [new LatentBlock("z", [5], new NormalPrior())] } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_does_not_fit_the_network_is_one_sentence(string part, Func<GeneratorManifest, GeneratorManifest> change)
    {
        var message = Assert.ThrowsAny<Exception>(() => ImageGenerator.Load(PatternGenerator.Write(_folder, change: change))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Change_is_nothing_for_equal_images_and_everything_for_opposite_ones()
    {
        float[] a = [0, 0, 1, 1], b = [1, 1, 0, 0], c = [0, 0, 1, 0.5f];
        Assert.Equal(0, ImageChange.Between(a, a, 1));
        Assert.Equal(1, ImageChange.Between(a, b, 1), 1e-9);
        Assert.InRange(ImageChange.Between(a, c, 1), 0.05, 0.3);
        Assert.Equal(ImageChange.Between(c, a, 1), ImageChange.Between(a, c, 1), 1e-12);
        Assert.Equal(0, ImageChange.Between([0.5f, 0.5f], [0.5f, 0.5f], 1));
    }

    private static Dictionary<string, string> Time(string value) => new() { ["time"] = value };
}
