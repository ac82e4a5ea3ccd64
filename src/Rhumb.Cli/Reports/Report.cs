using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rhumb.Cli.Reports;

/// <summary>What a verb says on standard output: lines for a person, or one JSON document for a machine.</summary>
internal sealed class Report(bool json)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // A score may be −∞, which JSON has no number for: it is written as a string.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>True where a machine reads.</summary>
    public bool IsJson { get; } = json;

    /// <summary>A line for a person.</summary>
    public void Line(string text)
    {
        if (!IsJson)
            Console.Out.WriteLine(text);
    }

    /// <summary>The document for a machine; a verb calls it once, when it has succeeded.</summary>
    public void Document<T>(T document)
    {
        if (IsJson)
            Console.Out.WriteLine(JsonSerializer.Serialize(document, Options));
    }

    /// <summary>Rows for a person, columns aligned, the first row being the header.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (IsJson || rows.Count == 0)
            return;
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            Console.Out.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
