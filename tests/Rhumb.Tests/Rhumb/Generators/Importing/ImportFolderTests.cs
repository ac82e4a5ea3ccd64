using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators.Importing;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>An import leaves a whole folder, or nothing; what was there before stays.</summary>
public sealed class ImportFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mine.partial"), InlineData(".mine.part"), InlineData("mine.part")]
    public async Task No_folder_beside_it_is_touched(string other)
    {
        Directory.CreateDirectory(_folder[other]);
        await File.WriteAllTextAsync(Path.Combine(_folder[other], "notes.txt"), "keep", Stop);
        await ModelImporter.ImportAsync(Write(), _folder["mine"], new ImportAnswers(), Stop);
        Assert.Equal("keep", await File.ReadAllTextAsync(Path.Combine(_folder[other], "notes.txt"), Stop));
        Assert.Equal(
            new[] { "mine", other, "model.onnx" }.Order(StringComparer.Ordinal), Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_caller_adds_is_there_with_the_rest_or_nothing_is()
    {
        var path = Write();
        await Assert.ThrowsAsync<RhumbException>(() => ModelImporter.ImportAsync(path, _folder["mine"], new ImportAnswers(), (_, _) => throw new IOException("no space left"), Stop));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path));
        var imported = await ModelImporter.ImportAsync(path, _folder["mine"], new ImportAnswers(), (folder, stop) => File.WriteAllTextAsync(Path.Combine(folder.Folder, "sheet.txt"), "all", stop), Stop);
        Assert.Equal("all", await File.ReadAllTextAsync(Path.Combine(imported.Folder.Folder, "sheet.txt"), Stop));
        Assert.Equal(_folder["mine"], imported.Folder.Folder);
    }

    private string Write()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, 64);
        var image = g.Emit("Reshape", [g.Tanh(z), g.Ints(-1, 1, 8, 8)], ElementType.Float, [-1, 1, 8, 8]);
        OnnxFile.Write(Model.Of(g.Build("decoder", [z], [g.Named("image", image)]), GraphBuilder.MinimumOpset), _folder["model.onnx"]);
        return _folder["model.onnx"];
    }
}
