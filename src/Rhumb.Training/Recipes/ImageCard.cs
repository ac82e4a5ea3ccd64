using System.Globalization;
using System.Text;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>Writes the <c>card.md</c> of an image generator: what it was made from, how good it measured, what it is known to fail at, and what may be done with what it makes.</summary>
public static class ImageCard
{
    /// <summary>The card as Markdown.</summary>
    public static string Write<TEvaluation>(ImageCardContent<TEvaluation> card, ImageCardText own)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Lines(IEnumerable<string> lines) => text.AppendJoin('\n', lines).Append('\n');

        Line($"# {card.Manifest.Name}");
        Line($"");
        Lines(own.Introduction);
        Line($"");
        Origin(card, Line);
        Line($"## Measured");
        Line($"");
        Line($"{own.Judge} Precision and recall (Kynkäänniemi 2019, k = 3) compare features of its last hidden layer:");
        Line($"{own.Samples}; the ceiling is as many other held-out images against the same.");
        Line($"");
        Line($"| what | samples | held-out images | wanted |");
        Line($"| --- | --- | --- | --- |");
        Lines(own.Measured);
        Line($"");
        Lines(own.Details);
        Line($"");
        Line($"Known failures: {string.Join("; ", own.Failures)}.");
        Line($"");
        CardPictures.Write("Pictures", own.Sheet, $"{own.Strips}, t = −1 … 1", card.Times is not null, Line);
        Line($"## Data, credit and licence");
        Line($"");
        foreach (var credit in card.Manifest.Credits)
            Line($"{credit.Work} by {credit.Author}, {credit.Licence}: {credit.Source}. {own.Rights}");
        return text.ToString();
    }

    /// <summary>Rows on precision, recall and sliders, which every card has.</summary>
    internal static IEnumerable<string> Rows(ImageCounts counts, PrecisionRecall samples, PrecisionRecall ceiling, (double Sliders, double Images) worthMoving, double wanted)
    {
        yield return Row($"| precision | {samples.Precision:0.000} | {ceiling.Precision:0.000} | ≥ {wanted:0.0}, or 90 % of the ceiling |");
        yield return Row($"| recall | {samples.Recall:0.000} | {ceiling.Recall:0.000} | ≥ {wanted:0.0}, or 90 % of the ceiling |");
        yield return Row($"| {counts.Starts * counts.Directions} sliders whose two ends both change by 0.2 to 0.7 | {worthMoving.Sliders:P0} | {worthMoving.Images:P0} of images from two others | ≥ 80 %, or 90 % of the ceiling |");
    }

    /// <summary>What precision and recall below what is wanted mean.</summary>
    internal static IEnumerable<string> Failures(PrecisionRecall samples, PrecisionRecall ceiling, double wanted)
    {
        if (samples.Precision < Math.Min(wanted, 0.9 * ceiling.Precision))
            yield return "precision is too low: samples are less sharp than the data, or mix two kinds";
        if (samples.Recall < Math.Min(wanted, 0.9 * ceiling.Recall))
            yield return "recall is too low: what is rare in the data is missing";
    }

    /// <summary>What too few sliders worth moving mean.</summary>
    internal static IEnumerable<string> Failures(double worthMoving, double ceiling)
    {
        if (worthMoving < Math.Min(0.8, 0.9 * ceiling))
            yield return "too many sliders change too little or too much";
    }

    /// <summary>A line as it is written everywhere.</summary>
    internal static string Row(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static void Origin<TEvaluation>(ImageCardContent<TEvaluation> card, Action<FormattableString> line)
    {
        var (drawing, prior) = (card.Recipe.Autoencoder, card.Recipe.Prior);
        line($"| | |");
        line($"| --- | --- |");
        line($"| command | `{card.Manifest.TrainedBy}` |");
        line($"| measured by | `./rhumb train {card.Manifest.Name} --evaluate` |");
        line($"| seed | {drawing.Seed} |");
        line($"| autoencoder | variational, {drawing.Plan.Steps:N0} steps of {drawing.Batch} images, σ = {drawing.Deviation} of pixel values in [−1, 1]; averaged weights |");
        if (card.Recipe.Critic is { } critic)
            line($"| critic | images and reconstructions are compared in the layers of a classifier, too (weight {drawing.FeatureWeight}), not the judge: another network and seed, {critic.Plan.Steps:N0} steps |");
        if (drawing.Network.Heads is not null || !card.Recipe.IsConditional)
            line($"| attributes | told from the code by one linear layer{(card.Recipe.Critic is null ? "" : ", and by the critic from what is drawn")} (weight {drawing.AttributeWeight}) |");
        line($"| prior | N(0, I), {prior.Network.Code} dimensions, carried to codes by a flow: {prior.Plan.Steps:N0} steps of {prior.Batch} codes, {prior.Network.Steps} steps of the midpoint rule |");
        if (card.Times is { } times)
            line($"| time | {times.Total.TotalMinutes:0} minutes: {times.Judge.TotalMinutes:0} for the judge, {times.Critic.TotalMinutes:0} for the critic, {times.Autoencoder.TotalMinutes:0} for the autoencoder, {times.Prior.TotalMinutes:0} for the prior (a machine's own; other work on it counts in) |");
        line($"| weights | {card.WeightBytes / 1e6:0.0} MB, the judge's among them |");
        line($"");
    }
}
