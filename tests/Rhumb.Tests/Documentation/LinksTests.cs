using System.Text.RegularExpressions;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Documentation;

/// <summary>Links inside the repository lead somewhere.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "models"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Links_inside_the_repository_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var broken = Target().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => target.Split('#')[0] is { Length: > 0 } path && !File.Exists(Path.Combine(folder, path)) && !Directory.Exists(Path.Combine(folder, path)));
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Target();
}
