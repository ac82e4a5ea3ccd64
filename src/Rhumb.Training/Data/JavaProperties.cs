using System.Globalization;
using System.Text;

namespace Rhumb.Training.Data;

/// <summary>Reads Java's .properties files: Latin-1, <c>key=value</c>, <c>\uXXXX</c>, lines continued by a backslash.</summary>
internal static class JavaProperties
{
    /// <summary>Key → value, later keys win.</summary>
    public static Dictionary<string, string> Read(string path)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new StreamReader(path, Encoding.Latin1);
        while (LogicalLine(reader) is { } line)
        {
            if (line.Length == 0 || line[0] is '#' or '!')
                continue;
            var end = 0;
            while (end < line.Length && line[end] is not ('=' or ':' or ' ' or '\t'))
                end += line[end] == '\\' ? 2 : 1;
            end = Math.Min(end, line.Length);
            var rest = line[end..].TrimStart(' ', '\t');
            if (rest is ['=' or ':', ..])
                rest = rest[1..].TrimStart(' ', '\t');
            properties[Unescape(line[..end])] = Unescape(rest);
        }
        return properties;
    }

    private static string? LogicalLine(StreamReader reader)
    {
        if (reader.ReadLine() is not { } line)
            return null;
        line = line.TrimStart();
        while (IsContinued(line) && line is not ['#' or '!', ..])
            line = line[..^1] + (reader.ReadLine()?.TrimStart() ?? "");
        return line;
    }

    private static bool IsContinued(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                if (i < text.Length) result.Append(text[i]);
                continue;
            }
            if (text[i] == 'u' && i + 4 < text.Length
                && int.TryParse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 4;
            }
            else
            {
                result.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'f' => '\f', var other => other });
            }
        }
        return result.ToString();
    }
}
