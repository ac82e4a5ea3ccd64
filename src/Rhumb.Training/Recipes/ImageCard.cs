using System.Globalization;
using System.Text;

namespace Rhumb.Training.Recipes;

/// <summary>Writes the <c>card.md</c> of an image generator: what it was made from, how good it measured, what it is known to fail at, and what may be done with what it makes.</summary>
public static class ImageCard
{
    /// <summary>The card as Markdown.</summary>
    public static string Write(ImageCardContent card)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"# {card.Manifest.Name}");
        Line($"");
        Line($"A class-conditional generator of grey photos of clothing, {card.Manifest.Image!.Width} × {card.Manifest.Image.Height}, trained on {card.TrainedOn:N0} photos ({card.HeldOut:N0} more were held out and only measured).");
        Line($"The condition `label` chooses the class: {string.Join(", ", card.Evaluation.Classes)}.");
        Line($"");
        Line($"| | |");
        Line($"| --- | --- |");
        Line($"| command | `{card.Manifest.TrainedBy}` |");
        Line($"| measured by | `./rhumb train {card.Manifest.Name} --evaluate` |");
        Line($"| seed | {card.Recipe.Seed} |");
        Line($"| steps | {card.Recipe.Plan.Steps:N0} of {card.Recipe.Batch} photos and as many samples, generator and discriminator at once |");
        if (card.Elapsed > TimeSpan.Zero)
            Line($"| time | {card.Elapsed.TotalMinutes:0} minutes for the pair, {card.JudgeElapsed.TotalMinutes:0} for the judge (a machine's own; other work on it counts in) |");
        Line($"| loss | relativistic pairing with gradient penalties at photos and samples (γ = {card.Recipe.Penalty}), averaged weights |");
        Line($"| prior | N(0, I), {card.Recipe.Network.Latent} dimensions |");
        Line($"| weights | {card.WeightBytes / 1e6:0.0} MB, the judge's among them |");
        Line($"");
        Quality(card, Line);
        Pictures(card, Line);
        Line($"## Data, credit and licence");
        Line($"");
        foreach (var credit in card.Manifest.Credits)
            Line($"{credit.Work} by {credit.Author}, {credit.Licence}: {credit.Source}. The weights and what they make are under the same licence.");
        return text.ToString();
    }

    private static void Quality(ImageCardContent card, Action<FormattableString> line)
    {
        var e = card.Evaluation;
        line($"## Measured");
        line($"");
        line($"The judge is a classifier of its own (`classifier.onnx`, {card.Classifier.Plan.Steps:N0} steps on the training photos). Precision and recall (Kynkäänniemi 2019, k = {e.Counts.Neighbour}) compare features of its last hidden layer:");
        line($"{e.Counts.Samples:N0} samples (seed {e.Counts.Seed}, all classes alike) against {e.Counts.Samples:N0} held-out photos; the ceiling is another {e.Counts.Samples:N0} held-out photos against the same.");
        line($"");
        line($"| what | samples | held-out photos | wanted |");
        line($"| --- | --- | --- | --- |");
        line($"| given their class by the judge | {e.MeanRecognised:P1} | {e.MeanAccuracy:P1} | ≥ 95 %, or 90 % of the ceiling |");
        line($"| precision | {e.Samples.Precision:0.000} | {e.Ceiling.Precision:0.000} | ≥ 0.7, or 90 % of the ceiling |");
        line($"| recall | {e.Samples.Recall:0.000} | {e.Ceiling.Recall:0.000} | ≥ 0.7, or 90 % of the ceiling |");
        line($"| {e.Counts.Starts * e.Counts.Directions} sliders whose two ends both change by 0.2 to 0.7 | {e.WorthMoving:P0} | | ≥ 80 % |");
        line($"| their frames that keep the class of the start | {e.FramesRecognised:P0} | | |");
        line($"");
        line($"| class | samples given it | held-out photos given it |");
        line($"| --- | --- | --- |");
        for (var i = 0; i < e.Classes.Count; i++)
            line($"| {e.Classes[i]} | {e.Recognised[i]:P1} | {e.Accuracy[i]:P1} |");
        line($"");
        line($"Known failures: {Failures(card)}");
        line($"");
    }

    private static string Failures(ImageCardContent card)
    {
        var e = card.Evaluation;
        var failures = new List<string>();
        if (e.MeanRecognised < Math.Min(0.95, 0.9 * e.MeanAccuracy))
            failures.Add("samples are given their class too seldom");
        if (e.Samples.Precision < Math.Min(0.7, 0.9 * e.Ceiling.Precision))
            failures.Add("precision is too low: samples are less sharp than photos, or mix two garments");
        if (e.Samples.Recall < Math.Min(0.7, 0.9 * e.Ceiling.Recall))
            failures.Add("recall is too low: rare cuts and prints are missing");
        foreach (var (name, recognised, accuracy) in e.Classes.Select((name, i) => (name, e.Recognised[i], e.Accuracy[i])).Where(row => row.Item2 < 0.9 * row.Item3))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {recognised:P0} against {accuracy:P0}"));
        return failures.Count == 0
            ? "lettering, prints and fine seams are hints at best; a sandal's straps may end in the air."
            : string.Join("; ", failures) + ". Lettering, prints and fine seams are hints at best; a sandal's straps may end in the air.";
    }

    private static void Pictures(ImageCardContent card, Action<FormattableString> line)
    {
        line($"## Pictures");
        line($"");
        line($"The first samples (seed {card.Evaluation.Counts.Seed}, not picked), a column a class:");
        line($"");
        line($"![Samples](samples.png)");
        line($"");
        line($"The first recommended direction of a sample of each class, t = −1 … 1:");
        line($"");
        line($"![Strips](strips.png)");
        line($"");
        if (card.Curve.Count == 0)
            return;
        line($"Training curve ([numbers](curve.csv)):");
        line($"");
        line($"![Training curve](curve.svg)");
        line($"");
    }
}
