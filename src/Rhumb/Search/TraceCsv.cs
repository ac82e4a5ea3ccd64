using System.Globalization;

namespace Rhumb.Search;

/// <summary>A trace as comma-separated values.</summary>
public static class TraceCsv
{
    /// <summary>Header and one line a row, without line ends; numbers in their shortest exact form.</summary>
    /// <param name="rows">The trace.</param>
    /// <param name="minimised">Whether the scores are those of a negated scorer, to be written with the user's sign.</param>
    public static IEnumerable<string> Lines(IEnumerable<TraceRow> rows, bool minimised = false)
    {
        yield return "interaction,sliders,evaluations,rows,score,best,move,seconds";
        var sign = minimised ? -1 : 1;
        foreach (var row in rows)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{row.Interaction},{row.Sliders},{row.Evaluations},{row.Rows},{sign * row.Score:R},{sign * row.Best:R},{row.Move:R},{row.Seconds:0.###}");
    }
}
