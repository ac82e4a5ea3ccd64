using System.Globalization;
using System.Text;

namespace Rhumb.Studio.Tests.Endpoints;

/// <summary>Reads from C# sources which sentences are thrown: the templates of the strings that exceptions are made with.</summary>
internal static class SentenceReader
{
    private const string Thrown = "new RhumbException(";

    /// <summary>The templates in the order of the source.</summary>
    public static IEnumerable<string> Read(string source)
    {
        for (var at = source.IndexOf(Thrown, StringComparison.Ordinal); at >= 0; at = source.IndexOf(Thrown, at + 1, StringComparison.Ordinal))
            yield return Template(source, at + Thrown.Length);
    }

    private static string Template(string source, int at)
    {
        while (char.IsWhiteSpace(source[at])) at++;
        var interpolated = source[at] == '$';
        if (interpolated) at++;
        Assert.True(source[at++] == '"', $"Write the sentence where it is thrown, as one string, so that it can be translated: {Excerpt(source, at)}");
        var (template, holes) = (new StringBuilder(), 0);
        while (source[at] != '"')
            if (source[at] == '\\') (_, at) = (template.Append(source[at + 1]), at + 2);
            else if (interpolated && source[at] is '{' or '}' && source[at + 1] == source[at]) (_, at) = (template.Append(source, at, 2), at + 2);
            else if (interpolated && source[at] == '{') (_, at) = (template.Append(CultureInfo.InvariantCulture, $"{{{holes++}}}"), AfterHole(source, at));
            else template.Append(source[at], source[at++] is '{' or '}' ? 2 : 1);   // in a plain string a brace is a word
        Assert.True(source[at + 1] is ')' or ',', $"Write the sentence as one string, so that it can be translated: {Excerpt(source, at)}");
        return template.ToString();
    }

    /// <summary>Behind the hole that begins at <paramref name="at"/>: the brace that closes it, those in strings and in nested expressions not counted.</summary>
    private static int AfterHole(string source, int at)
    {
        for (var depth = 0; ; at++)
        {
            if (source[at] == '"')
                for (at++; source[at] != '"'; at++)
                    if (source[at] == '\\') at++;
            if (source[at] is '{' or '(' or '[') depth++;
            if (source[at] is '}' or ')' or ']' && --depth == 0) return at + 1;
        }
    }

    private static string Excerpt(string source, int at) => source[Math.Max(0, at - 60)..Math.Min(source.Length, at + 60)];
}
