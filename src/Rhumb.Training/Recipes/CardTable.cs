using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>The table of a card that says how good a generator is, and how far from that it is when it is trained again.</summary>
internal static class CardTable
{
    /// <summary>Writes the table and what its spread means, line by line.</summary>
    /// <param name="quality">What was measured.</param>
    /// <param name="ceiling">What the ceiling is measured on; null where there is none.</param>
    /// <param name="line">Takes a line.</param>
    public static void Write(QualityReport quality, string? ceiling, Action<FormattableString> line)
    {
        Row("what", $"seed {quality.Own.Seed}", quality.Others.Select(other => $"seed {other.Seed}"), "spread", ceiling, "wanted", line);
        Row("---", "---", quality.Others.Select(_ => "---"), "---", ceiling is null ? null : "---", "---", line);
        foreach (var figure in quality.Own.Figures)
        {
            var others = quality.Others.Select(other => other.Figures.FirstOrDefault(each => each.Name == figure.Name) is { } same ? figure.Write(same.Value) : "");
            var spread = quality.Spread(figure) is { } distance ? $"± {figure.WriteDistance(distance)}" : "";
            Row(figure.Name, figure.Write(figure.Value), others, spread, ceiling is null ? null : figure.Ceiling is { } best ? figure.Write(best) : "", figure.WriteWanted(), line);
        }
        line($"");
        if (quality.Others.Count == 0)
            line($"It was trained once: how far another training measures from this is not known. Train with another seed, and `--evaluate --beside DIR` tells it.");
        else
            line($"The generator here is that of seed {quality.Own.Seed}. Another training is expected within the spread of its figures: 2√2 max(s, c), with s their standard deviation over the trainings, each measured by its own judge, and c that of counting so many samples. With the same seed, number of threads and kind of processor the weights are the same to the bit.");
        line($"");
    }

    private static void Row(string what, string own, IEnumerable<string> others, string spread, string? ceiling, string wanted, Action<FormattableString> line)
    {
        string[] cells = [what, own, .. others, spread, .. ceiling is null ? (string[])[] : [ceiling], wanted];
        line($"| {string.Join(" | ", cells)} |");
    }
}
