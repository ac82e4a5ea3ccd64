using System.Globalization;
using System.Text;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>Writes <c>card.md</c>: what a generator is, what it was made from, how good it measured, and what may be done with what it makes.</summary>
public static class ModelCard
{
    /// <summary>The card as Markdown.</summary>
    public static string Write(CardContent card)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        var all = card.TrainedOn.Concat(card.HeldOut).ToArray();

        Line($"# {card.Name}");
        Line($"");
        Line($"A generator of 3-D shapes, trained on {card.TrainedOn.Count} models ({card.HeldOut.Count} more were held out and only measured). Random starts are mixtures of neighbouring");
        Line($"training shapes; directions are found through prior and decoder.");
        Line($"");
        Line($"| | |");
        Line($"| --- | --- |");
        Line($"| command | `{card.Quality.Own.Command}` |");
        Line($"| seed | {card.Quality.Own.Seed} |");
        Line($"| steps | {card.Recipe.Plan.Steps} of {card.Recipe.Reconstructions} shapes and {card.Recipe.Mixtures} mixtures × {card.Recipe.Points} points |");
        if (card.Elapsed is { } elapsed)
            Line($"| time | {elapsed.TotalMinutes:0} minutes (a machine's own; other work on it counts in) |");
        Line($"| network | {card.Recipe.Network.MultiplyAdds:N0} multiply-adds a point, {card.WeightBytes / 1e6:0.0} MB of weights |");
        Line($"| prior | N(0, I), {Math.Min(card.Recipe.Prior.Keys, card.TrainedOn.Count) + 3 + ShapeDeformation.Coordinates} dimensions; β = {card.Recipe.Prior.Sharpness} |");
        Line($"");
        Quality(card.Evaluation, card.Quality, Line);
        Pictures(card, Line);
        Rights(all, card, Line);
        return text.ToString();
    }

    private static void Quality(ShapeEvaluation e, QualityReport quality, Action<FormattableString> line)
    {
        line($"## Measured");
        line($"");
        line($"At {e.Counts.Resolution}³, seed {e.Counts.Seed}. Truth is the 256³ solid at the {e.Counts.Resolution}³ points; one part means that the largest part, joined through faces, holds 98 % of the volume.");
        line($"");
        CardTable.Write(quality, null, line);
        if (e.Starts.Count == 0)
            return;
        line($"Known failures. Starts of more than one part: {Numbers(e, start => start.LargestPart < ShapeEvaluation.OnePart)}. Starts like no training shape (IoU < 0.35): {Numbers(e, start => start.Similarity < 0.35)}.");
        line($"Sliders with an end that changes too little or too much: {e.Lines.Count(slider => !slider.IsWorthMoving)} of {e.Lines.Count}. What is thinner than a cell of {e.Counts.Resolution}³ is strengthened before training.");
        line($"");
    }

    private static string Numbers(ShapeEvaluation e, Func<StartScore, bool> fails)
    {
        var numbers = Enumerable.Range(0, e.Starts.Count).Where(i => fails(e.Starts[i])).ToArray();
        return numbers.Length == 0 ? "none" : string.Join(", ", numbers);
    }

    private static void Pictures(CardContent card, Action<FormattableString> line)
    {
        if (card is { Evaluation.Starts.Count: 0, Curve.Count: 0 })
            return;
        line($"## Pictures");
        line($"");
        if (card.Evaluation is { Starts.Count: > 0 } e)
        {
            line($"{e.Starts.Count} random starts (seed {e.Counts.Seed}, numbers 0 to {e.Starts.Count - 1}, not picked):");
            line($"");
            line($"![Random starts](starts.png)");
            line($"");
            line($"The first recommended direction of the first starts, t = −1 … 1:");
            line($"");
            line($"![Strips](strips.png)");
            line($"");
        }
        if (card.Curve.Count > 0)
        {
            line($"Training curve ([numbers](curve.csv)):");
            line($"");
            line($"![Training curve](curve.svg)");
            line($"");
        }
    }

    private static void Rights(IReadOnlyList<ShapeSource> all, CardContent card, Action<FormattableString> line)
    {
        line($"## Data, credit and what exports may be used for");
        line($"");
        if (card.TrainedOn.Any(source => source.Credit is null))
            line($"The models came without licence papers known to Rhumb: what may be done with the weights and with exports is what their owner allows.");
        else if (card.TrainedOn.All(source => source.Credit!.IsPublicDomain))
            line($"All models are CC0: exports may be used and sold without naming anybody. The list below is given as thanks.");
        else
            line($"Exports may be used, changed and sold. Whoever distributes them names the authors below and the licence (CC-BY 3.0) and says that the shapes were changed; exported files carry this credit inside. The weights are under the same terms, not under the code's MIT licence.");
        line($"");
        if (all.Any(source => source.Credit is not null))
        {
            line($"| model | author | licence | source | |");
            line($"| --- | --- | --- | --- | --- |");
            foreach (var source in all)
                line($"| {Cell(source.Name)} | {Cell(source.Credit?.Attribution)} | [{source.Credit?.Licence}]({source.Credit?.LicenceAddress}) | {Cell(source.Credit?.Source)} | {(card.HeldOut.Contains(source) ? "held out" : "")} |");
            line($"");
        }
        foreach (var skipped in card.Skipped)
            line($"Left out: {skipped.Reason}");
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
