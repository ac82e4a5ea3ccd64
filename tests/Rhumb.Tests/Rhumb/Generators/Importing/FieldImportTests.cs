using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Importing;
using Rhumb.Generators.Shapes;
using Rhumb.Subspaces;
using Rhumb.Tests.Autodiff;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Implicit networks become generators of shapes, whichever way they pair codes and points and whatever their field means.</summary>
public sealed class FieldImportTests : IDisposable
{
    private const int Length = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>An ellipsoid whose half-axes are 0.3 + 0.08 tanh z: as exporters pair codes and points, the imported field is the network's own.</summary>
    [Theory]
    [InlineData("all points for each code"), InlineData("points of each code"), InlineData("a row for each pair"), InlineData("rows of code and point")]
    public async Task Codes_and_points_are_paired_as_the_network_takes_them(string pairing)
    {
        var imported = await ImportAsync(pairing, negative: false, occupancy: false, half: 0.5f, new ImportAnswers());
        Assert.Equal(new ShapeLayout(-0.5f, 0.5f, 0), imported.Folder.Manifest.Shape);
        using var generator = ShapeGenerator.Open(imported.Folder, new ShapeOptions());
        var start = generator.LatentSpace.Sample(3);
        var shape = (ShapeOutput)Assert.Single(await generator.GenerateAsync([start], Detail.Draft, TestContext.Current.CancellationToken));
        var axes = generator.LatentSpace.Flatten(start).Select(z => 0.3f + (0.08f * MathF.Tanh(z))).ToArray();
        for (var axis = 0; axis < 3; axis++)
            Assert.Equal(axes[axis], shape.Mesh.Vertices.Where((_, i) => i % 3 == axis).Max(), 0.02f);
        var slider = await SubspaceFinder.FindAsync(generator, start, new SubspaceRequest { Rank = 2 }, TestContext.Current.CancellationToken);
        Assert.True(slider.SingularValues[1] > 0);
    }

    /// <summary>Signed distances are negative inside, occupancies are cut at one half, and the cube is the one that holds the shapes.</summary>
    [Theory]
    [InlineData(true, false, 0.5f), InlineData(true, false, 1), InlineData(false, true, 0.5f), InlineData(false, true, 1)]
    public async Task What_is_inside_is_found_out(bool negative, bool occupancy, float half)
    {
        var imported = await ImportAsync("all points for each code", negative, occupancy, half, new ImportAnswers());
        Assert.Equal(new ShapeLayout(-half, half, occupancy ? 0.5f : 0), imported.Folder.Manifest.Shape);
        using var generator = ShapeGenerator.Open(imported.Folder, new ShapeOptions());
        var shape = (ShapeOutput)Assert.Single(await generator.GenerateAsync([Point.Of("z", new float[Length])], Detail.Draft, TestContext.Current.CancellationToken));
        Assert.Equal(0.6f * half, shape.Mesh.Vertices.Max(), 0.03f * half);
        Assert.Contains(imported.Notes, note => note.Contains("--inside", StringComparison.Ordinal));
    }

    /// <summary>A set of vectors as the code, as transformers over shapes take it, is one latent of all their coordinates.</summary>
    [Fact]
    public async Task A_code_may_have_several_axes()
    {
        var path = Written(g =>
        {
            var (z, own) = (GraphBuilder.Input("z", ElementType.Float, -1, 2, Length), GraphBuilder.Input("queries", ElementType.Float, -1, -1, 3));
            return ([z, own], Field(g, g.Reshape(g.ReduceMean(z, [1]), -1, 1, Length), own, negative: true, occupancy: false, 0.5f));
        });
        var imported = await ModelImporter.ImportAsync(path, _folder["set"], new ImportAnswers(), TestContext.Current.CancellationToken);
        Assert.Equal([2 * Length], imported.Folder.Manifest.Latent[0].Shape);
        using var generator = ShapeGenerator.Open(imported.Folder, new ShapeOptions());
        var start = generator.LatentSpace.Sample(3);
        var shape = (ShapeOutput)Assert.Single(await generator.GenerateAsync([start], Detail.Draft, TestContext.Current.CancellationToken));
        var z = generator.LatentSpace.Flatten(start);
        for (var axis = 0; axis < 3; axis++)
            Assert.Equal(0.3f + (0.08f * MathF.Tanh((z[axis] + z[axis + Length]) / 2)), shape.Mesh.Vertices.Where((_, i) => i % 3 == axis).Max(), 0.02f);
    }

    /// <summary>Colours of points are no field, and neither is any other output of several numbers for each.</summary>
    [Fact]
    public async Task Another_output_than_the_field_is_refused_with_the_way_out()
    {
        var path = Written(g =>
        {
            var (z, points) = (GraphBuilder.Input("z", ElementType.Float, -1, Length), GraphBuilder.Input("points", ElementType.Float, -1, -1, 3));
            return ([z, points], g.Add(g.Reshape(z, -1, 1, Length), points));
        });
        var refused = await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["colours"], new ImportAnswers(), TestContext.Current.CancellationToken));
        Assert.Contains("--of NAME", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Points are known by their name, or a part of it, or by being any number of rows of three.</summary>
    [Theory]
    [InlineData("query_points", true), InlineData("onnx::MatMul_1", true), InlineData("surface_xyz", false)]
    public async Task Points_are_known_by_name_or_by_shape(string name, bool areOfCodes)
    {
        var path = Written(g =>
        {
            var z = GraphBuilder.Input("z", ElementType.Float, -1, Length);
            var points = areOfCodes ? GraphBuilder.Input(name, ElementType.Float, -1, -1, 3) : GraphBuilder.Input(name, ElementType.Float, -1, 3);
            return ([z, points], Field(g, g.Reshape(z, -1, 1, Length), points, negative: true, occupancy: false, 0.5f));
        });
        var imported = await ModelImporter.ImportAsync(path, _folder["named"], new ImportAnswers(), TestContext.Current.CancellationToken);
        Assert.Equal(GeneratorKind.Shape, imported.Folder.Manifest.Kind);
    }

    /// <summary>Another input has a row for each code, as a category has: it stays at the value that is said, whichever way codes and points are paired.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task What_else_a_network_takes_is_set_for_every_code(bool byRows)
    {
        var path = Written(g =>
        {
            var (z, category) = (GraphBuilder.Input("z", ElementType.Float, -1, Length), GraphBuilder.Input("category", ElementType.Int64, -1));
            var points = byRows ? GraphBuilder.Input("points", ElementType.Float, -1, 3) : GraphBuilder.Input("points", ElementType.Float, -1, -1, 3);
            var table = g.Constant(TensorData.Of<float>(new[] { 0f, 0, 0, 4, 4, 4 }, 2, 3));
            // Concat would broadcast no rows that are missing.
            var both = g.Concat(1, z, g.Gather(table, category, 0));
            var moved = g.Add(g.Slice(both, 1, 0, Length), g.Slice(both, 1, Length, 2 * Length));
            return ([z, points, category], byRows ? g.Reshape(Field(g, moved, points, true, false, 0.5f), -1, 1) : Field(g, g.Reshape(moved, -1, 1, Length), points, true, false, 0.5f));
        });
        var open = await Assert.ThrowsAsync<ImportException>(() => ModelImporter.ImportAsync(path, _folder["open"], new ImportAnswers(), TestContext.Current.CancellationToken));
        Assert.Equal("--set category=VALUE", Assert.Single(open.Questions).Option);
        var answers = new ImportAnswers { Fixed = new Dictionary<string, double>(StringComparer.Ordinal) { ["category"] = 1 } };
        var imported = await ModelImporter.ImportAsync(path, _folder["set"], answers, TestContext.Current.CancellationToken);
        using var generator = ShapeGenerator.Open(imported.Folder, new ShapeOptions());
        var shape = (ShapeOutput)Assert.Single(await generator.GenerateAsync([Point.Of("z", new float[Length])], Detail.Draft, TestContext.Current.CancellationToken));
        Assert.Equal(0.3f + (0.08f * MathF.Tanh(4)), shape.Mesh.Vertices.Max(), 0.02f);
    }

    [Fact]
    public async Task What_a_person_says_goes_before_what_the_samples_show()
    {
        var answers = new ImportAnswers { Bounds = (-2, 2), IsoLevel = -0.05f, IsInsideNegative = true };
        var imported = await ImportAsync("all points for each code", negative: true, occupancy: false, half: 0.5f, answers);
        Assert.Equal(new ShapeLayout(-2, 2, 0.05f), imported.Folder.Manifest.Shape);
    }

    [Fact]
    public async Task Shapes_that_no_usual_cube_holds_are_asked_about()
    {
        var open = await Assert.ThrowsAsync<ImportException>(() => ImportAsync("all points for each code", negative: true, occupancy: false, half: 2, new ImportAnswers()));
        Assert.Equal("--bounds LOW,HIGH", Assert.Single(open.Questions).Option);
    }

    [Fact]
    public async Task A_field_without_an_inside_or_with_a_fixed_number_of_points_is_refused_with_the_way_out()
    {
        var empty = await Assert.ThrowsAsync<RhumbException>(() => ImportAsync("all points for each code", negative: false, occupancy: false, half: 0.5f, new ImportAnswers { IsoLevel = 5 }));
        Assert.Contains("--iso", empty.Message, StringComparison.Ordinal);
        var path = Written(g =>
        {
            var (z, points) = (GraphBuilder.Input("z", ElementType.Float, -1, Length), GraphBuilder.Input("points", ElementType.Float, 50, 3));
            var moved = g.Add(points, g.Constant(GraphRuns.Floats(1, 50, 3)));
            return ([z, points], Field(g, g.Reshape(z, -1, 1, Length), moved, negative: true, occupancy: false, 0.5f));
        });
        var fixedCount = await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["fixed"], new ImportAnswers(), TestContext.Current.CancellationToken));
        Assert.Contains("dynamic_axes", fixedCount.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["fixed"]));
    }

    private Task<ImportResult> ImportAsync(string pairing, bool negative, bool occupancy, float half, ImportAnswers answers)
    {
        var path = Written(g =>
        {
            var z = GraphBuilder.Input("z", ElementType.Float, -1, Length);
            switch (pairing)
            {
                case "all points for each code":
                    var points = GraphBuilder.Input("points", ElementType.Float, -1, 3);
                    return ([z, points], Field(g, g.Reshape(z, -1, 1, Length), points, negative, occupancy, half));
                case "points of each code":
                    var own = GraphBuilder.Input("xyz", ElementType.Float, -1, -1, 3);
                    return ([z, own], Field(g, g.Reshape(z, -1, 1, Length), own, negative, occupancy, half));
                case "a row for each pair":
                    var row = GraphBuilder.Input("points", ElementType.Float, -1, 3);
                    return ([z, row], g.Reshape(Field(g, z, row, negative, occupancy, half), -1, 1));
                default:
                    var both = GraphBuilder.Input("input", ElementType.Float, -1, Length + 3);
                    return ([both], g.Reshape(Field(g, g.Slice(both, 1, 0, Length), g.Slice(both, 1, Length, Length + 3), negative, occupancy, half), -1, 1));
            }
        });
        return ModelImporter.ImportAsync(path, _folder[$"imported{Guid.NewGuid():N}"], answers, TestContext.Current.CancellationToken);
    }

    // 1 − |p / axes| (or its negative, or the sigmoid of 20 times that).
    private static Value Field(GraphBuilder g, Value z, Value points, bool negative, bool occupancy, float half)
    {
        var axes = g.Mul(g.Add(g.Mul(g.Tanh(z), g.Scalar(0.08)), g.Scalar(0.3)), g.Scalar(2 * half));
        var radius = g.Sqrt(g.Add(g.ReduceSum(Square(g.Div(points, axes)), [points.Rank > z.Rank ? points.Rank - 1 : z.Rank - 1], keep: false), g.Scalar(1e-9)));
        var field = g.Sub(g.Scalar(1), radius);
        Value Square(Value x) => g.Mul(x, x);
        return occupancy ? g.Sigmoid(g.Mul(field, g.Scalar(20))) : negative ? g.Neg(field) : field;
    }

    private string Written(Func<GraphBuilder, (Value[] Inputs, Value Output)> build)
    {
        var g = new GraphBuilder();
        var (inputs, output) = build(g);
        var path = _folder[$"{Guid.NewGuid():N}.onnx"];
        OnnxFile.Write(Model.Of(g.Build("decoder", inputs, [g.Named("output", output)]), GraphBuilder.MinimumOpset), path);
        return path;
    }
}
