namespace Rhumb.Benchmarks.Studies;

/// <summary>Rows of networks that a run leaves out, from the report of the run before: the networks together take longer than a machine may be quiet.</summary>
internal sealed class KeptRows(string path, IReadOnlyList<string> measured, IReadOnlyList<string> all)
{
    private readonly string[] _lines = File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>The rows of the table with this header, whose first cell is the network: those measured now and those kept, in the order of all networks.</summary>
    public IEnumerable<string[]> With(string[] header, IReadOnlyList<string[]> rows)
    {
        var kept = _lines.SkipWhile(line => line != $"| {string.Join(" | ", header)} |").Skip(2).TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")).Where(row => !measured.Contains(row[0]));
        return kept.Concat(rows).Where(row => all.Contains(row[0])).OrderBy(row => all.ToList().IndexOf(row[0]));
    }
}
