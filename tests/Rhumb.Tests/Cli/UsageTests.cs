namespace Rhumb.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense", "'nonsense'", "rhumb --help")]
    [InlineData("models --nonsense", "'--nonsense'", "rhumb models --help")]
    public async Task Wrong_usage_is_one_sentence_and_exit_code_2(string typed, params string[] words) =>
        (await RhumbProcess.RunAsync(typed.Split(' '))).FailedWith(2, words);

    [Fact]
    public async Task An_empty_value_is_told() =>
        (await RhumbProcess.RunAsync("sample", "seat", "--output", "")).FailedWith(2, "is empty", "rhumb sample --help");

    [Fact]
    public async Task Without_a_verb_it_shows_help()
    {
        var result = await RhumbProcess.RunAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }
}
