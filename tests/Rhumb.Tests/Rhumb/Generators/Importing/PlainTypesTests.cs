using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>A network makes the same images whatever numbers it takes and returns.</summary>
public sealed class PlainTypesTests : IDisposable
{
    private const int Dimension = 5, Side = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Double_precision_is_taken_and_differentiated()
    {
        using var single = await ImportedAsync(ElementType.Float, ElementType.Float);
        using var twice = await ImportedAsync(ElementType.Double, ElementType.Double);
        using var mixed = await ImportedAsync(ElementType.Double, ElementType.Float);
        var point = single.LatentSpace.Sample(3);
        foreach (var other in (ImageGenerator[])[twice, mixed])
        {
            await EqualAsync(single, other, point, 1e-5);
            var (a, b) = (await SubspaceFinder.FindAsync(single, point, new SubspaceRequest { Rank = 3 }, Stop), await SubspaceFinder.FindAsync(other, point, new SubspaceRequest { Rank = 3 }, Stop));
            for (var i = 0; i < 3; i++)
                Assert.Equal(a.SingularValues[i], b.SingularValues[i], 1e-3 * a.SingularValues[0]);
        }
    }

    [Theory]
    [InlineData(ElementType.UInt8), InlineData(ElementType.Int32), InlineData(ElementType.Int64)]
    public async Task Images_of_whole_numbers_are_taken_and_it_is_said_that_they_have_no_directions(ElementType type)
    {
        using var single = await ImportedAsync(ElementType.Float, ElementType.Float);
        using var rounded = await ImportedAsync(ElementType.Float, type);
        Assert.Equal((0f, 255f), (rounded.Manifest.Image!.Low, rounded.Manifest.Image.High));
        await EqualAsync(single, rounded, single.LatentSpace.Sample(3), 1.001 / 255);
        Assert.Contains(_notes, note => note.Contains("whole numbers", StringComparison.Ordinal) && note.Contains("export", StringComparison.Ordinal));
    }

    private readonly List<string> _notes = [];

    private static async Task EqualAsync(ImageGenerator expected, ImageGenerator actual, Point point, double tolerance)
    {
        var (a, b) = ((ImageOutput)(await expected.GenerateAsync([point], Detail.Full, Stop))[0], (ImageOutput)(await actual.GenerateAsync([point], Detail.Full, Stop))[0]);
        for (var i = 0; i < a.Values.Length; i++)
            Assert.Equal(a.Values[i], b.Values[i], tolerance);
    }

    // 255 sigmoid(z W) computed in the type of z, and cast to that of the image.
    private async Task<ImageGenerator> ImportedAsync(ElementType latent, ElementType image)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", latent, -1, Dimension);
        var weights = new float[Dimension * Side * Side];
        new RandomStream(1).Normal(weights, 1.5);
        var w = latent == ElementType.Float ? TensorData.Of<float>(weights, Dimension, Side * Side) : TensorData.Of<double>(Array.ConvertAll(weights, weight => (double)weight), Dimension, Side * Side);
        var levels = g.Mul(g.Sigmoid(g.MatMul(z, g.Constant(w, "w"))), g.Scalar(255, latent));
        var made = g.Named("image", g.Cast(g.Reshape(levels, -1, 1, Side, Side), image));
        var path = _folder[$"{latent}{image}.onnx"];
        OnnxFile.Write(Model.Of(g.Build("typed", [z], [made]), GraphBuilder.MinimumOpset), path);
        var imported = await ModelImporter.ImportAsync(path, _folder[$"{latent}{image}"], new ImportAnswers(), Stop);
        _notes.AddRange(imported.Notes);
        return ImageGenerator.Open(imported.Folder);
    }
}
