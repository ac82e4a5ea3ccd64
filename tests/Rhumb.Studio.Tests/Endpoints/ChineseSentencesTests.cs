using System.Text.RegularExpressions;
using Rhumb.Generators;
using Rhumb.Studio.Endpoints;

namespace Rhumb.Studio.Tests.Endpoints;

/// <summary>Whatever the library can say on the page, it can say in Chinese. The sentences are read from the sources, where they are thrown.</summary>
public sealed partial class ChineseSentencesTests
{
    /// <summary>What the studio does not use, so that the page cannot meet it.</summary>
    private static readonly string[] Unused = ["Rhumb/Scoring/", "Rhumb/Search/", "Rhumb/Generators/Importing/", "Rhumb/Media/NpyFile.cs", "Rhumb/Media/WavReader.cs"];

    private static readonly (string File, string Template)[] Said =
        [.. Sources().SelectMany(source => SentenceReader.Read(source.Text).Select(template => (source.Name, template)))];

    [Fact]
    public void Every_sentence_that_the_page_can_meet_is_there_in_Chinese()
    {
        Assert.True(Said.Length > 60, $"Only {Said.Length} sentences were found in the sources: the test reads them wrongly.");
        Assert.Equal([], Said.Where(one => !ChineseSentences.All.ContainsKey(one.Template)).Select(one => $"{one.File}: {one.Template}"));
    }

    [Fact]
    public void No_Chinese_sentence_is_left_of_one_that_is_said_no_longer() =>
        Assert.Equal([], ChineseSentences.All.Keys.Except(Said.Select(one => one.Template)));

    [Fact]
    public void What_a_sentence_names_is_named_in_Chinese_too() => Assert.All(ChineseSentences.All, pair =>
    {
        Assert.Equal(Holes(pair.Key), Holes(pair.Value));
        Assert.Matches(@"[\u4e00-\u9fff：]", pair.Value);
        Assert.DoesNotMatch(@"'\{", pair.Value);   // Chinese quotation marks
    });

    [Fact]
    public void The_studio_uses_nothing_of_what_need_not_be_translated() => Assert.All(
        Sources().Where(source => source.Name.StartsWith("Rhumb.Studio/", StringComparison.Ordinal)),
        source => Assert.DoesNotMatch(@"Rhumb\.(Scoring|Search|Generators\.Importing)\b|\b(NpyFile|WavReader)\b", source.Text));

    [Fact]
    public void Names_stay_as_they_are()
    {
        var (file, cause) = ("{stühle}.glb", "no disk");
        var error = new RhumbException($"'{file}' cannot be read: {cause}");
        Assert.Equal("'{stühle}.glb' cannot be read: no disk", error.Message);
        Assert.Equal("无法读取“{stühle}.glb”：no disk", ProblemWriter.Sentence(error, chinese: true));
        Assert.Equal(error.Message, ProblemWriter.Sentence(error, chinese: false));
        var missing = Assert.Throws<RhumbException>(() => GeneratorFolder.Load("/no/such/place"));   // names a constant, too
        Assert.Contains("没有生成器清单；请给出 generator.json", ProblemWriter.Sentence(missing, chinese: true));
        Assert.Equal("Braces {0} are words.", new RhumbException("Braces {0} are words.").Message);
    }

    private static IEnumerable<(string Name, string Text)> Sources()
    {
        var root = Repository.File("src");
        return new[] { "Rhumb", "Rhumb.Studio" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories))
            .Select(path => (Name: Path.GetRelativePath(root, path).Replace('\\', '/'), path))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => !Array.Exists(Unused, unused => file.Name.StartsWith(unused, StringComparison.Ordinal)))
            .Select(file => (file.Name, File.ReadAllText(file.path)));
    }

    private static IEnumerable<string> Holes(string template) => Hole().Matches(template).Select(hole => hole.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
