using Rhumb.Tests.Cli;
using Rhumb.Training;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class ShapeDataSetTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broken_files_are_skipped_and_listed_and_the_rest_is_used()
    {
        using var data = new TemporaryFolder();
        using var cache = new TemporaryFolder();
        Directory.CreateDirectory(data["deep/er"]);
        data.Write("a.obj", Models.UnitCube);
        data.Write("deep/er/B.OBJ", Models.UnitCube.Replace("v 1 1 1", "v 1 1 one", StringComparison.Ordinal));
        data.Write("c.obj", "");
        data.Write("notes.txt", "no shape");
        var sources = ShapeFolder.Read(data.Path);
        Assert.Equal(["a.obj", "c.obj", "deep/er/B.OBJ"], sources.Select(source => source.Id));

        var set = await ShapeDataSet.LoadAsync(sources, cache.Path, TimeProvider.System, Told.Nobody, Cancellation);
        Assert.Equal("a.obj", Assert.Single(set.Shapes).Source.Id);
        Assert.Equal(1, set.Shapes[0].Solid.Fill);
        Assert.Equal(["c.obj", "deep/er/B.OBJ"], set.Skipped.Select(skipped => skipped.Source.Id));
        Assert.Contains("line 7", set.Skipped[1].Reason);
    }

    [Fact]
    public async Task Solids_are_made_once_and_mended_when_damaged()
    {
        using var data = new TemporaryFolder();
        using var cache = new TemporaryFolder();
        data.Write("a.obj", Models.UnitCube);
        var sources = ShapeFolder.Read(data.Path);
        var first = await ShapeDataSet.LoadAsync(sources, cache.Path, TimeProvider.System, Told.Nobody, Cancellation);
        var file = Assert.Single(Directory.GetFiles(cache["solids"]));
        File.WriteAllText(file, "damaged");
        var second = await ShapeDataSet.LoadAsync(sources, cache.Path, TimeProvider.System, Told.Nobody, Cancellation);
        Assert.Equal(first.Shapes[0].Solid.Occupied, second.Shapes[0].Solid.Occupied);
        Assert.NotNull(SolidFile.TryRead(file, ShapeDataSet.Resolution));
    }

    [Fact]
    public async Task Only_broken_files_are_one_sentence()
    {
        using var data = new TemporaryFolder();
        data.Write("a.obj", "f 1 2 3");
        var error = await Assert.ThrowsAsync<RhumbException>(() =>
            ShapeDataSet.LoadAsync(ShapeFolder.Read(data.Path), data["cache"], TimeProvider.System, Told.Nobody, Cancellation));
        Assert.Contains("a.obj, line 1", error.Message);
    }

    [Fact]
    public void An_empty_or_missing_folder_is_one_sentence()
    {
        using var data = new TemporaryFolder();
        Assert.Contains("holds no OBJ file", Assert.Throws<RhumbException>(() => ShapeFolder.Read(data.Path)).Message);
        Assert.Contains("There is no folder", Assert.Throws<RhumbException>(() => ShapeFolder.Read(data["no"])).Message);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_ends_the_run()
    {
        using var data = new TemporaryFolder();
        data.Write("a.obj", Models.UnitCube);
        data.Write("cache", "a file where the folder should be");
        var error = await Assert.ThrowsAsync<RhumbException>(() =>
            ShapeDataSet.LoadAsync(ShapeFolder.Read(data.Path), data["cache"], TimeProvider.System, Told.Nobody, Cancellation));
        Assert.Contains("RHUMB_CACHE", error.Message);
    }
}
