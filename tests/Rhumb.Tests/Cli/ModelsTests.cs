using System.Text.Json;

namespace Rhumb.Tests.Cli;

public sealed class ModelsTests
{
    [Fact]
    public async Task Without_shipped_models_it_says_how_to_train_one()
    {
        using var folder = new TemporaryFolder();
        var result = await RhumbProcess.RunAsync(["models"], InFolder(folder));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("rhumb train", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_document()
    {
        using var folder = new TemporaryFolder();
        var result = await RhumbProcess.RunAsync(["models", "--json"], InFolder(folder));
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(0, document.RootElement.GetProperty("models").GetArrayLength());
    }

    private static Dictionary<string, string?> InFolder(TemporaryFolder folder) => new(StringComparer.Ordinal) { ["RHUMB_MODELS"] = folder.Path };
}
