using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Axes that a file leaves free: those behind the batch are said, the batch is free only where that is so.</summary>
public sealed class FreeAxesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>As decoders of latent diffusion are exported for every size of picture.</summary>
    [Fact]
    public async Task Lengths_that_are_said_are_taken()
    {
        var path = WrittenDecoder.Write(_folder, g =>
        {
            var z = GraphBuilder.Input("z", ElementType.Float, -1, 2, -1, -1);
            return ([z], g.Tanh(g.Emit("ReduceMean", [z, g.Ints(1)], ElementType.Float, [-1, 1, -1, -1])));
        });
        Assert.Contains("--shape z=2,N,N", await RefusedAsync(path, new ImportAnswers()), StringComparison.Ordinal);
        Assert.Contains("[batch, 3, 6, 8]", await RefusedAsync(path, With(3, 6, 8)), StringComparison.Ordinal);
        Assert.Contains("--shape", await RefusedAsync(path, With(6, 8)), StringComparison.Ordinal);
        using var generator = await OpenedAsync(path, With(2, 6, 8));
        Assert.Equal([2, 6, 8], generator.LatentSpace.Blocks[0].Shape);
        Assert.Equal((6, 8), (generator.Manifest.Image!.Height, generator.Manifest.Image.Width));
        await SameInBatchAsync(generator);

        static ImportAnswers With(params long[] lengths) => new() { Shapes = new Dictionary<string, long[]>(StringComparer.Ordinal) { ["z"] = lengths } };
    }

    public static TheoryData<string, Func<GraphBuilder, Value, Value>, bool> Batches => new()
    {
        { "free throughout", (g, z) => g.Reshape(g.Tanh(z), -1, 1, 4, 4), true },
        { "a 1 written into a shape", (g, z) => g.Tanh(g.Emit("Reshape", [z, g.Ints(1, 1, 4, 4)], ElementType.Float, [-1, 1, 4, 4])), false },
        { "a mean over the batch", (g, z) => g.Reshape(g.Tanh(g.Sub(z, g.Mul(g.Scalar(0.5), g.Emit("ReduceMean", [z, g.Ints(0)], ElementType.Float, [1, 16])))), -1, 1, 4, 4), false },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task A_batch_that_is_free_in_name_only_is_not_used(string what, Func<GraphBuilder, Value, Value> body, bool isFree)
    {
        var imported = await ModelImporter.ImportAsync(WrittenDecoder.Write(_folder, body), _folder["out"], new ImportAnswers { Range = (-1, 1) }, Stop);
        Assert.True(isFree != imported.Notes.Any(note => note.Contains("one is decoded at a time", StringComparison.Ordinal)), what);
        using var generator = ImageGenerator.Open(imported.Folder);
        await SameInBatchAsync(generator);
    }

    public static TheoryData<string, Func<GraphBuilder, Value, Value>, ImageLayout> Squeezed => new()
    {
        { "[3, h, w]", (g, z) => g.Reshape(z, 3, 4, 4), new ImageLayout(4, 4, 3, ImageAxes.ChannelsFirst, -1, 1) },
        { "[h, w, 3]", (g, z) => g.Reshape(z, 4, 4, 3), new ImageLayout(4, 4, 3, ImageAxes.ChannelsLast, -1, 1) },
        { "[h, w]", (g, z) => g.Reshape(z, 8, 6), new ImageLayout(8, 6, 1, ImageAxes.ChannelsFirst, -1, 1) },
        { "[1, h, w]", (g, z) => g.Reshape(z, 1, 8, 6), new ImageLayout(8, 6, 1, ImageAxes.ChannelsFirst, -1, 1) },
        { "[n]", (g, z) => g.Reshape(z, 48), new ImageLayout(4, 4, 3, ImageAxes.ChannelsFirst, -1, 1) },
    };

    /// <summary>As behind squeeze(0): an output without its batch axis is one of one point.</summary>
    [Theory]
    [MemberData(nameof(Squeezed))]
    public async Task An_output_may_come_without_its_batch(string form, Func<GraphBuilder, Value, Value> body, ImageLayout layout)
    {
        var path = WrittenDecoder.Write(_folder, g =>
        {
            var z = GraphBuilder.Input("z", ElementType.Float, 1, 48);
            return ([z], body(g, g.Tanh(z)));
        });
        using var generator = await OpenedAsync(path, new ImportAnswers());
        Assert.Equal((form, layout), (form, generator.Manifest.Image!));
        await SameInBatchAsync(generator);
        var z = generator.LatentSpace.Sample(1);
        var image = (ImageOutput)(await generator.GenerateAsync([z], Detail.Full, Stop))[0];
        Assert.Equal((Math.Tanh(generator.LatentSpace.Flatten(z)[0]) + 1) / 2, image.Values[0], 1e-5);
        using var jacobian = (IDisposable)await generator.LineariseAsync(z, Stop);
    }

    private static async Task SameInBatchAsync(ImageGenerator generator)
    {
        Point[] points = [.. Enumerable.Range(0, 3).Select(i => generator.LatentSpace.Sample(1, i))];
        var together = await generator.GenerateAsync(points, Detail.Full, Stop);
        for (var i = 0; i < points.Length; i++)
            Assert.Equal(((ImageOutput)(await generator.GenerateAsync([points[i]], Detail.Full, Stop))[0]).Values, ((ImageOutput)together[i]).Values, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    private async Task<string> RefusedAsync(string path, ImportAnswers answers) =>
        (await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["no"], answers, Stop))).Message;

    private async Task<ImageGenerator> OpenedAsync(string path, ImportAnswers answers) => ImageGenerator.Open((await ModelImporter.ImportAsync(path, _folder["out"], answers, Stop)).Folder);
}
