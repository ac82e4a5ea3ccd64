using System.Globalization;
using System.Text;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>Writes the <c>card.md</c> of the generator of avatars: what it was made from, how good it measured, what it is known to fail at, and what may be done with what it makes.</summary>
public static class AvatarCard
{
    private const double Marginal = 0.1, Least = 0.6;

    /// <summary>The card as Markdown.</summary>
    public static string Write(AvatarCardContent card)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        var (recipe, image) = (card.Recipe, card.Manifest.Image!);

        Line($"# {card.Manifest.Name}");
        Line($"");
        Line($"A generator of drawn faces in colour, {image.Width} × {image.Height}, trained on {card.TrainedOn:N0} pictures ({card.HeldOut:N0} more were held out and only measured).");
        Line($"The pictures are no photos and no drawings made one by one: they are composed at random from the parts of one drawn style, so that what each shows is known exactly.");
        Line($"");
        Line($"| | |");
        Line($"| --- | --- |");
        Line($"| command | `{card.Manifest.TrainedBy}` |");
        Line($"| measured by | `./rhumb train {card.Manifest.Name} --evaluate` |");
        Line($"| seed | {recipe.Autoencoder.Seed} |");
        Line($"| autoencoder | {recipe.Autoencoder.Plan.Steps:N0} steps of {recipe.Autoencoder.Batch} pictures; variational, σ = {recipe.Autoencoder.Deviation} of pixel values in [−1, 1]; the attributes told from the code by one linear layer (weight {recipe.Autoencoder.AttributeWeight}); averaged weights |");
        Line($"| prior | N(0, I), {recipe.Prior.Network.Code} dimensions, to codes: {recipe.Prior.Plan.Steps:N0} steps of {recipe.Prior.Batch} codes, flow matching, {recipe.Prior.Network.Steps} steps of the midpoint rule |");
        if (card.Drawing > TimeSpan.Zero)
            Line($"| time | {card.Drawing.TotalMinutes:0} minutes for the autoencoder, {card.Placing.TotalMinutes:0} for the prior, {card.Judging.TotalMinutes:0} for the judge (a machine's own; other work on it counts in) |");
        Line($"| weights | {card.WeightBytes / 1e6:0.0} MB, the judge's among them |");
        Line($"");
        Quality(card, Line);
        Pictures(card, Line);
        Line($"## Data, credit and licence");
        Line($"");
        foreach (var credit in card.Manifest.Credits)
            Line($"{credit.Work}: drawn by {credit.Author}, {credit.Licence}, {credit.Source}. The weights and what they make are in the public domain, too: nobody need be named.");
        return text.ToString();
    }

    private static void Quality(AvatarCardContent card, Action<FormattableString> line)
    {
        var e = card.Evaluation;
        line($"## Measured");
        line($"");
        line($"The judge is a classifier of its own (`classifier.onnx`, {card.Recipe.Classifier.Plan.Steps:N0} steps on the training pictures; its metadata names attributes and values in the order of its logits). Precision and recall");
        line($"(Kynkäänniemi 2019, k = {e.Counts.Neighbour}) compare features of its last hidden layer: {e.Counts.Samples:N0} samples (seed {e.Counts.Seed}) against {e.Counts.Samples:N0} held-out pictures; the ceiling is another {e.Counts.Samples:N0} held-out pictures against the same.");
        line($"");
        line($"| what | samples | held-out pictures | wanted |");
        line($"| --- | --- | --- | --- |");
        line($"| farthest that the share of an attribute's value is from the data's | {100 * e.Worst.Deviation:0.0} points | {100 * e.HeldOutDeviation:0.0} points | ≤ 10 points |");
        line($"| precision | {e.Samples.Precision:0.000} | {e.Ceiling.Precision:0.000} | ≥ 0.6, or 90 % of the ceiling |");
        line($"| recall | {e.Samples.Recall:0.000} | {e.Ceiling.Recall:0.000} | ≥ 0.6, or 90 % of the ceiling |");
        line($"| {e.Counts.Starts * e.Counts.Directions} sliders whose two ends both change by 0.2 to 0.7 | {e.WorthMoving:P0} | | ≥ 80 % |");
        line($"| attributes of the start that their frames keep | {e.AttributesKept:P0} | | |");
        line($"");
        line($"| attribute | values | worst value | data | samples | held-out pictures | judge right on held-out pictures |");
        line($"| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var a in e.Attributes)
            line($"| {a.Name} | {a.Values.Count} | {a.Values[a.Worst]} | {a.Data[a.Worst]:P1} | {a.Samples[a.Worst]:P1} | {a.HeldOut[a.Worst]:P1} | {a.Accuracy:P1} |");
        line($"");
        line($"Known failures: {Failures(e)}");
        line($"");
    }

    private static string Failures(AttributeEvaluation e)
    {
        var failures = new List<string>();
        foreach (var a in e.Attributes.Where(a => a.Deviation > Marginal))
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{a.Name} '{a.Values[a.Worst]}' in {a.Samples[a.Worst]:P0} of the samples against {a.Data[a.Worst]:P0}"));
        if (e.Samples.Precision < Math.Min(Least, 0.9 * e.Ceiling.Precision))
            failures.Add("precision is too low: samples are blurred, or mix two parts");
        if (e.Samples.Recall < Math.Min(Least, 0.9 * e.Ceiling.Recall))
            failures.Add("recall is too low: rare combinations of parts are missing");
        failures.Add("between two parts, as two kinds of hair, a slider fades from one to the other instead of bending it; fine lines of eyes and mouths may be soft");
        return string.Join("; ", failures) + ".";
    }

    private static void Pictures(AvatarCardContent card, Action<FormattableString> line)
    {
        line($"## Pictures");
        line($"");
        line($"The first samples (seed {card.Evaluation.Counts.Seed}, not picked):");
        line($"");
        line($"![Samples](samples.png)");
        line($"");
        line($"The first recommended direction of the first samples, t = −1 … 1:");
        line($"");
        line($"![Strips](strips.png)");
        line($"");
        if (card.Drawing == TimeSpan.Zero)
            return;
        line($"Training curves of the autoencoder ([numbers](curve.csv)) and of the prior ([numbers](prior.csv)):");
        line($"");
        line($"![Training curve of the autoencoder](curve.svg)");
        line($"![Training curve of the prior](prior.svg)");
        line($"");
    }
}
