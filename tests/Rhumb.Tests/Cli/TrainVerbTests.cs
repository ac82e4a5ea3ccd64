namespace Rhumb.Tests.Cli;

public sealed class TrainVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shapes_without_a_folder_is_wrong_usage() =>
        (await Train("shapes")).FailedWith(2, "--data");

    [Fact]
    public async Task An_empty_data_folder_is_said_and_nothing_is_left()
    {
        Directory.CreateDirectory(_folder["empty"]);
        (await Train("shapes", "--data", _folder["empty"], "--output", _folder["out"])).FailedWith(1, _folder["empty"], "OBJ");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task A_folder_of_broken_OBJ_files_names_the_first_and_nothing_is_left()
    {
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["data"], "broken.obj"), "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n", TestContext.Current.CancellationToken);
        var result = await Train("shapes", "--data", _folder["data"], "--output", _folder["out"]);
        // Training says on its way which files it leaves out; the reason why it gives up is the last line.
        (result with { Error = result.Error.Trim().Split('\n')[^1] }).FailedWith(1, "broken.obj");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    private Task<RhumbProcess> Train(params string[] arguments) =>
        RhumbProcess.RunAsync(["train", .. arguments], new Dictionary<string, string?>(StringComparer.Ordinal) { ["RHUMB_CACHE"] = _folder["cache"] });
}
