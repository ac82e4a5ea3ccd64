using System.CommandLine;
using Rhumb.Cli;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Cli;

/// <summary>
/// The help of each verb, word for word: the file path is the verb. After a change that is meant, RHUMB_ACCEPT=1 writes the files anew.
/// </summary>
public sealed class HelpTests
{
    private static string Expectations => Path.Combine(Repository.Root, "tests/Rhumb.Tests/Cli/Expectations");

    public static TheoryData<string> Verbs => [.. Paths(CommandLine.Build(), "rhumb")];

    [Theory, MemberData(nameof(Verbs))]
    public async Task Help_reads_as_expected(string verb)
    {
        var help = await HelpAsync(verb);
        var file = Path.Combine(Expectations, $"{verb}.txt");
        if (Environment.GetEnvironmentVariable("RHUMB_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, help, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file), $"'{verb}' has no expected help; read it, then write it with RHUMB_ACCEPT=1.");
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), help);
    }

    [Theory, MemberData(nameof(Verbs))]
    public async Task Help_ends_with_an_example_that_parses(string verb)
    {
        var example = (await HelpAsync(verb)).TrimEnd().Split('\n')[^1].Trim();
        Assert.StartsWith(verb.Replace('.', ' '), example, StringComparison.Ordinal);
        Assert.Empty(CommandLine.Build().Parse(example["rhumb ".Length..]).Errors);
    }

    [Fact]
    public void Every_expectation_belongs_to_a_verb() =>
        Assert.Equal(
            Paths(CommandLine.Build(), "rhumb").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Expectations).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static async Task<string> HelpAsync(string verb)
    {
        using var output = new StringWriter { NewLine = "\n" };
        string[] arguments = [.. verb.Split('.').Skip(1), "--help"];
        var exitCode = await CommandLine.Build().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);
        Assert.Equal(0, exitCode);
        return string.Join('\n', output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(sub => Paths(sub, $"{path}.{sub.Name}")).Prepend(path);
}
