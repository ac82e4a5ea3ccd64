using System.Reflection;
using System.Text.RegularExpressions;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Documentation;

/// <summary>docs/from-the-paper.md names types and tests that exist.</summary>
public sealed partial class FromThePaperTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "from-the-paper.md"))
        .Where(line => line.StartsWith('|')).Skip(2)];

    [Fact]
    public void Every_row_names_a_test_that_exists()
    {
        var tests = typeof(FromThePaperTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row =>
        {
            var named = NamesIn(Cells(row)[4]);
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, tests));
        });
    }

    [Fact]
    public void Every_row_names_types_that_exist()
    {
        var names = new[] { "Rhumb", "Rhumb.Autodiff" }.Select(Assembly.Load).SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMembers().Select(member => $"{Plain(type)}.{member.Name}").Prepend(Plain(type))).ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows, row =>
        {
            var named = NamesIn(Cells(row)[3]);
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, names));
        });
    }

    // A cell may hold \| for the bars of an absolute value.
    private static string[] Cells(string row) => Bar().Split(row);

    private static string[] NamesIn(string cell) => [.. Code().Matches(cell).Select(match => match.Groups["name"].Value)];

    private static string Plain(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
