using System.Text;
using System.Text.RegularExpressions;

namespace Rhumb.Training.Data;

/// <summary>
/// Finds out whom to credit for a model. The catalogue's creator is not enough: the library's LICENSE.TXT may ask for other words
/// (Scopia asks to name two parties), and a model's own licence file may be stricter than its library's (two sofas in the
/// CC0 library are CC-BY). The strictest of library, model folder and OBJ header wins.
/// </summary>
public static partial class FurnitureCredits
{
    private const string Cc0 = "CC0", Cc0Address = "https://creativecommons.org/publicdomain/zero/1.0/";

    /// <summary>The licence and the full credit of one entry.</summary>
    /// <exception cref="RhumbException">The library has no licence that is understood: better no model than one without rights.</exception>
    public static ShapeCredit Read(FurnitureItem item)
    {
        var library = ReadIfThere(Path.Combine(item.Library, "LICENSE.TXT"));
        var folder = Path.GetDirectoryName(item.ModelPath)!;
        var own = PlainText(string.Join('\n', Directory.Exists(folder)
            ? Directory.GetFiles(folder).Where(IsLicence).Order(StringComparer.Ordinal).Select(ReadIfThere) : []));
        var header = Header(item.ModelPath);

        var (licence, address) = LibraryLicence(library)
            ?? throw new RhumbException($"The licence of {item.Library} is neither CC0 nor CC-BY; leave the library out.");
        // "Creative Commons Attribution" in the model's own papers overrules a library of public domain works.
        if (licence == Cc0 && (OwnAttribution().IsMatch(own) || HeaderAttribution().IsMatch(header)))
            (licence, address) = ("CC-BY 3.0", "https://creativecommons.org/licenses/by/3.0/");

        var source = BlendAddress().Match(own) is { Success: true } there ? there.Value
            : BlendAddress().Match(header) is { Success: true } inHeader ? inHeader.Value : null;
        return new ShapeCredit(licence, address, AskedBy(library) ?? Author(item.Creator, own, header), source?.TrimEnd('.', ','));
    }

    private static (string, string)? LibraryLicence(string text)
    {
        if (CreativeCommonsBy().Match(text) is { Success: true } by)
        {
            var country = by.Groups["country"].Value;
            return ($"CC-BY {by.Groups["version"].Value}{(country.Length > 0 ? " " + country.ToUpperInvariant() : "")}",
                $"https://creativecommons.org/licenses/by/{by.Groups["version"].Value}/{(country.Length > 0 ? country + "/" : "")}");
        }
        return text.Contains("Creative Commons Zero", StringComparison.OrdinalIgnoreCase) ? (Cc0, Cc0Address) : null;
    }

    /// <summary>The parties that a whole library asks to name, in its words.</summary>
    private static string? AskedBy(string library)
    {
        if (AttributeItTo().Match(library) is { Success: true } asked)
            return Spaces().Replace(asked.Groups["who"].Value, " ").Trim();
        return CopyrightLine().Match(library) is { Success: true } line ? line.Groups["who"].Value.Trim() : null;
    }

    private static string Author(string? creator, string own, string header)
    {
        var author = OwnAuthor().Match(own) is { Success: true } match ? match.Groups["who"].Value.Trim(' ', '.').Replace(" . ", ". ", StringComparison.Ordinal)
            : CreatedBy().Match(header) is { Success: true } created ? created.Groups["who"].Value.Trim() : null;
        if (ModifiedBy().Match(header) is { Success: true } modified)
            author = $"{author ?? creator}, modified by {modified.Groups["who"].Value.Trim()}";
        if (author is null || creator is null)
            return author ?? creator ?? throw new RhumbException("A furniture entry names no creator; leave it out.");
        return Letters(author).Contains(Letters(creator), StringComparison.OrdinalIgnoreCase) ? author : $"{creator} ({author})";
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static bool IsLicence(string path) => Path.GetFileName(path).Contains("licen", StringComparison.OrdinalIgnoreCase);

    private static string ReadIfThere(string path) => File.Exists(path) ? File.ReadAllText(path, Encoding.Latin1).ReplaceLineEndings("\n") : "";

    private static string PlainText(string html) => Spaces().Replace(Tags().Replace(html, " "), " ");

    /// <summary>The comment lines at the top of an OBJ file.</summary>
    private static string Header(string path)
    {
        if (!File.Exists(path))
            return "";
        return string.Join('\n', File.ReadLines(path, Encoding.Latin1).TakeWhile(line => line is [] or ['#', ..] or [' ', ..])
            .Select(line => line.TrimStart('#', ' ').TrimEnd()));
    }

    [GeneratedRegex(@"creativecommons\.org/licenses/by/(?<version>\d\.\d)/(?:(?<country>[a-z]{2})/)?")]
    private static partial Regex CreativeCommonsBy();

    [GeneratedRegex(@"(released under|following license:)\s*Creative Commons Attribution", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex OwnAttribution();

    [GeneratedRegex(@"distributed under\s*CC-BY", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderAttribution();

    [GeneratedRegex(@"attribute it to\s+(?<who>.+?)\n\s*\n", RegexOptions.Singleline)]
    private static partial Regex AttributeItTo();

    [GeneratedRegex(@"^\(C\) Copyrights?(?: \d{4}(?:-\d{4})?)? (?<who>.+)$", RegexOptions.Multiline)]
    private static partial Regex CopyrightLine();

    [GeneratedRegex(@"(downloading "".+?"" by (?<who>.+?) Released under)|(Author: (?<who>.+?)( \. Premalink| Premalink| Released under))", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnAuthor();

    [GeneratedRegex(@"^Created by (?<who>.+)$", RegexOptions.Multiline)]
    private static partial Regex CreatedBy();

    [GeneratedRegex(@"^Modified by (?<who>.+)$", RegexOptions.Multiline)]
    private static partial Regex ModifiedBy();

    [GeneratedRegex(@"https?://(www\.)?blendswap\.com/blends?(/view)?/\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex BlendAddress();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
