using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Several latent inputs are walked as one, and each reaches the network in its own shape.</summary>
public sealed class JoinedLatentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Parts_are_one_behind_the_other_in_the_order_of_the_answers(int batch)
    {
        var imported = await ModelImporter.ImportAsync(Written(batch), _folder["out"], new ImportAnswers { Latent = "texture", OtherLatents = ["shape"], Range = (-1, 1) }, Stop);
        Assert.Contains(imported.Notes, note => note.Contains("'texture' (12), 'shape' (4)", StringComparison.Ordinal));
        using var generator = ImageGenerator.Open(imported.Folder);
        Assert.Equal([16], Assert.Single(generator.LatentSpace.Blocks).Shape);
        float[] z = [.. Enumerable.Range(0, 16).Select(i => (i - 8) / 10f)];
        var point = generator.LatentSpace.WithLatent(generator.LatentSpace.Sample(0), z);
        // The picture is shape, then texture.
        float[] expected = [.. z[12..], .. z[..12]];
        foreach (var output in await generator.GenerateAsync([point, point], Detail.Full, Stop))
            Assert.Equal(expected.Select(value => (value + 1) / 2), ((ImageOutput)output).Values, (a, b) => Math.Abs(a - b) < 1e-6);
        var jacobian = await generator.LineariseAsync(point, Stop);
        var along = await jacobian.ApplyAsync(new RowMatrix(1, 16, [.. Enumerable.Range(0, 16).Select(i => i == 13 ? 1f : 0)]), Stop);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => i == 1 ? 0.5f : 0), along.Values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public async Task Which_they_are_is_asked_for_and_a_wrong_name_or_shape_is_told()
    {
        var path = Written(-1);
        Assert.Contains("each of them --latent", await MessageAsync(new ImportAnswers()), StringComparison.Ordinal);
        Assert.Contains("no input 'style'", await MessageAsync(new ImportAnswers { Latent = "shape", OtherLatents = ["style"] }), StringComparison.Ordinal);
        var free = WrittenDecoder.Write(_folder, g =>
        {
            var (a, b) = (GraphBuilder.Input("a", ElementType.Float, -1, 16), GraphBuilder.Input("b", ElementType.Float, -1, -1));
            return ([a, b], g.Reshape(g.Add(a, g.Emit("ReduceMean", [b, g.Ints(1)], ElementType.Float, [-1, 1])), -1, 1, 4, 4));
        });
        path = free;
        Assert.Contains("--shape b=N", await MessageAsync(new ImportAnswers { Latent = "a", OtherLatents = ["b"] }), StringComparison.Ordinal);

        async Task<string> MessageAsync(ImportAnswers answers) => (await Assert.ThrowsAnyAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["no"], answers, Stop))).Message;
    }

    private string Written(int batch) => WrittenDecoder.Write(_folder, g =>
    {
        var (shape, texture) = (GraphBuilder.Input("shape", ElementType.Float, batch, 4), GraphBuilder.Input("texture", ElementType.Float, batch, 3, 2, 2));
        return ([shape, texture], g.Reshape(g.Concat(1, shape, g.Reshape(texture, batch, 12)), batch, 1, 4, 4));
    });
}
