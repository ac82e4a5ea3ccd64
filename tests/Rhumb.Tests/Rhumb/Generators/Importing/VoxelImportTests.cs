using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Importing;
using Rhumb.Generators.Shapes;
using Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Voxels, as 3-D GANs make them, become shapes.</summary>
public sealed class VoxelImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An ellipsoid at (0.1, 0, 0): the imported shape lies where the voxels say, along the same axes, and derivatives come through.</summary>
    [Theory]
    [InlineData("occupancy"), InlineData("channel last"), InlineData("no channel"), InlineData("logits"), InlineData("distance"), InlineData("tanh"), InlineData("longer in x")]
    public async Task Voxels_are_a_shape(string form)
    {
        var sides = form == "longer in x" ? (32, 24, 24) : (32, 32, 32);
        var imported = await ModelImporter.ImportAsync(Written(form, sides), _folder["mine"], new ImportAnswers(), Stop);
        Assert.Equal(GeneratorKind.Shape, imported.Folder.Manifest.Kind);
        Assert.Contains(imported.Notes, note => note.Contains($"{sides.Item1} × {sides.Item2} × {sides.Item3} voxels", StringComparison.Ordinal));
        using var generator = ShapeGenerator.Open(imported.Folder, new ShapeOptions());
        var start = generator.LatentSpace.Sample(3);
        var mesh = ((ShapeOutput)Assert.Single(await generator.GenerateAsync([start], Detail.Full, Stop))).Mesh;
        var z = generator.LatentSpace.Flatten(start);
        for (var axis = 0; axis < 3; axis++)
        {
            var (half, centre) = (0.25f + (0.03f * MathF.Tanh(z[axis])), axis == 0 ? 0.1f : 0);
            var along = mesh.Vertices.Where((_, i) => i % 3 == axis).ToArray();
            Assert.Equal(centre + half, along.Max(), 0.02f);
            Assert.Equal(centre - half, along.Min(), 0.02f);
        }
        Assert.True(MeshCheck.Of(mesh).IsClosed);
        var slider = await SubspaceFinder.FindAsync(generator, start, new SubspaceRequest { Rank = 3 }, Stop);
        Assert.All(slider.SingularValues, value => Assert.True(value > 1e-4));
    }

    [Fact]
    public async Task Voxels_without_a_surface_and_conditions_are_refused_with_the_way_out()
    {
        var path = Written("logits", (16, 16, 16));
        var empty = await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["mine"], new ImportAnswers { IsoLevel = 1000 }, Stop));
        Assert.Contains("--iso", empty.Message, StringComparison.Ordinal);
        var labelled = Written("labelled", (16, 16, 16));
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(labelled, _folder["mine"], new ImportAnswers(), Stop));
        Assert.Equal("--set label=VALUE", Assert.Single(open.Questions).Option);
        Assert.False(Directory.Exists(_folder["mine"]));
    }

    // 1 − |(p − c) / axes| at the centres of voxels in the cube whose longest side has the length 1.
    private string Written(string form, (int X, int Y, int Z) sides)
    {
        var (x, y, z) = sides;
        var places = new float[x * y * z * 3];
        for (var i = 0; i < places.Length / 3; i++)
        {
            places[3 * i] = ((((i / (y * z)) + 0.5f) - (x / 2f)) / x) - 0.1f;
            places[(3 * i) + 1] = ((i / z % y) + 0.5f - (y / 2f)) / x;
            places[(3 * i) + 2] = ((i % z) + 0.5f - (z / 2f)) / x;
        }
        var g = new GraphBuilder();
        var code = GraphBuilder.Input("z", ElementType.Float, -1, 3);
        var label = GraphBuilder.Input("label", ElementType.Float, -1, 4);
        var moved = form == "labelled" ? g.Add(code, g.Slice(label, 1, 0, 3)) : code;
        var axes = g.Add(g.Mul(g.Tanh(g.Reshape(moved, -1, 1, 3)), g.Scalar(0.03)), g.Scalar(0.25));
        var scaled = g.Div(g.Constant(TensorData.Of<float>(places, x * y * z, 3)), axes);
        var inside = g.Mul(g.Sub(g.Scalar(1), g.Sqrt(g.Add(g.ReduceSum(g.Mul(scaled, scaled), [2]), g.Scalar(1e-9)))), g.Scalar(4));
        var values = form switch { "distance" => g.Mul(inside, g.Scalar(-0.1)), "tanh" => g.Tanh(inside), "logits" or "labelled" => inside, _ => g.Sigmoid(inside) };
        var output = form switch { "channel last" => g.Reshape(values, -1, x, y, z, 1), "no channel" => g.Reshape(values, -1, x, y, z), _ => g.Reshape(values, -1, 1, x, y, z) };
        OnnxFile.Write(Model.Of(g.Build("voxels", form == "labelled" ? [code, label] : [code], [g.Named("voxels", output)]), GraphBuilder.MinimumOpset), _folder["voxels.onnx"]);
        return _folder["voxels.onnx"];
    }
}
