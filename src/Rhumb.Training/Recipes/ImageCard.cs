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
        Line($"{own.Samples}; the ceiling is as many other held-out images against the same. That of sliders has two other images for ends.");
        Line($"");
        CardTable.Write(card.Quality, "held-out images", Line);
        Lines(own.Details);
        Line($"");
        Line($"Known failures: {string.Join("; ", [.. card.Quality.Own.Figures.Where(figure => !figure.Holds).Select(figure => figure.Failure), .. own.Failures])}.");
        Line($"");
        CardPictures.Write("Pictures", own.Sheet, $"{own.Strips}, t = −1 … 1", card.Times is not null, Line);
        Line($"## Data, credit and licence");
        Line($"");
        foreach (var credit in card.Manifest.Credits)
            Line($"{credit.Work} by {credit.Author}, {credit.Licence}: {credit.Source}. {own.Rights}");
        return text.ToString();
    }

    /// <summary>A line as it is written everywhere.</summary>
    internal static string Row(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static void Origin<TEvaluation>(ImageCardContent<TEvaluation> card, Action<FormattableString> line)
    {
        var (drawing, prior) = (card.Recipe.Autoencoder, card.Recipe.Prior);
        line($"| | |");
        line($"| --- | --- |");
        line($"| command | `{card.Quality.Own.Command}` |");
        line($"| measured by | `./rhumb train {card.Manifest.Name} --evaluate` |");
        line($"| seed | {card.Quality.Own.Seed} |");
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
