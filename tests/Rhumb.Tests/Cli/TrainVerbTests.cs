using System.Text.Json.Nodes;
using Rhumb.Generators;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Cli;

public sealed class TrainVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shapes_without_a_folder_is_wrong_usage() =>
        (await Train("shapes")).FailedWith(2, "--data");

    [Fact]
    public async Task What_is_no_file_of_pictures_is_said_and_nothing_is_left()
    {
        _folder.Write("data", "no pictures");
        (await Train("avatar", "--data", _folder["data"], "--output", _folder["out"])).FailedWith(1, _folder["data"], "--data");
        (await Train("avatar", "--cc0", "--output", _folder["out"])).FailedWith(2, "--cc0");
        Assert.False(Directory.Exists(_folder["out"]));
    }

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

    [Fact]
    public async Task A_folder_of_OBJ_files_becomes_a_generator_with_a_card()
    {
        Directory.CreateDirectory(_folder["data/more"]);
        _folder.Write("data/box.obj", Furniture.Box());
        _folder.Write("data/more/table.obj", Furniture.Table());
        _folder.Write("data/broken.obj", "v 0 0 0\nf 1 2 3\n");
        var result = await Train("shapes", "--data", _folder["data"], "--output", _folder["out"], "--steps", "2", "--measure-starts", "0", "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        var told = JsonNode.Parse(result.Output)!;
        Assert.Equal("shapes", (string)told["name"]!);
        Assert.Contains("broken.obj", (string)Assert.Single(told["leftOut"]!.AsArray())!);
        Assert.InRange((double)told["measured"]!.AsArray().First(figure => (string)figure!["name"]! == "training shapes, mean IoU")!["value"]!, 0, 1);
        Assert.Equal(
            ["card.md", "curve.csv", "curve.svg", "decoder.onnx", "encoder.onnx", "generator.json", "measured.json", "prior.onnx"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var card = await File.ReadAllTextAsync(Path.Combine(_folder["out"], "card.md"), TestContext.Current.CancellationToken);
        Assert.Contains("trained on 2 models", card);
        Assert.Contains("./rhumb train shapes --data DIR --seed 1 --steps 2", card);
        Assert.Contains("broken.obj", card);
        Assert.DoesNotContain("NaN", card);
        Assert.DoesNotContain("starts.png", card);   // nothing was drawn
        Assert.StartsWith("step,", (await File.ReadAllTextAsync(Path.Combine(_folder["out"], "curve.csv"), TestContext.Current.CancellationToken)));

        var sampled = await RhumbProcess.RunAsync("sample", _folder["out"], "--count", "2", "--seed", "3", "--output", _folder["shapes"]);
        Assert.True(sampled.ExitCode == 0, sampled.Error);
        Assert.NotEmpty(Directory.GetFiles(_folder["shapes"]));
    }

    [Fact]
    public async Task Cc0_takes_of_the_seats_only_those_in_the_public_domain()
    {
        // Where the package would be unpacked to: nothing is fetched.
        var libraries = Path.Combine(_folder["cache"], "packages", DebianPackage.Furniture.FolderName, "libraries");
        Furniture.Library(libraries, "Free", "Creative Commons Zero (Public Domain) license", ("Box chair", Furniture.Box(), null), ("Stool", Furniture.Table(), null),
            ("Sofa", Furniture.Box(2), "Released under Creative Commons Attribution 3.0"));
        Furniture.Library(libraries, "Named", "http://creativecommons.org/licenses/by/3.0/", ("Bench", Furniture.Table(2), null));
        var result = await Train("seat", "--cc0", "--output", _folder["out"], "--steps", "1", "--measure-starts", "0");
        Assert.True(result.ExitCode == 0, result.Error);
        var manifest = GeneratorFolder.Load(_folder["out"]).Manifest;
        Assert.Equal(("seat-cc0", "CC0-1.0"), (manifest.Name, manifest.Licence));
        Assert.Equal(["Box chair", "Stool"], manifest.Credits.Select(credit => credit.Work).Order(StringComparer.Ordinal));
        Assert.Contains("without naming anybody", await File.ReadAllTextAsync(Path.Combine(_folder["out"], "card.md"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cc0_chooses_among_the_fetched_seats_only() =>
        (await Train("shapes", "--cc0", "--data", _folder.Path)).FailedWith(2, "--cc0", "--data");

    private Task<RhumbProcess> Train(params string[] arguments) =>
        RhumbProcess.RunAsync(["train", .. arguments], new Dictionary<string, string?>(StringComparer.Ordinal) { ["RHUMB_CACHE"] = _folder["cache"] });
}
