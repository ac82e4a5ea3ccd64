using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What the card of the generator of avatars says that is its own.</summary>
internal static class AvatarCard
{
    private const double Marginal = 0.1, Wanted = 0.6;

    public static ImageCardText Of(ImageCardContent<AttributeEvaluation> card)
    {
        var (e, image) = (card.Evaluation, card.Manifest.Image!);
        return new ImageCardText(
            [
                ImageCard.Row($"A generator of drawn faces in colour, {image.Width} × {image.Height}, trained on {card.TrainedOn:N0} pictures ({card.HeldOut:N0} more were held out and only measured)."),
                "The pictures are no photos and no drawings made one by one: they are composed at random from the parts of one drawn style, so that what each shows is known exactly.",
            ],
            ImageCard.Row($"The judge is a classifier of its own (`classifier.onnx`, {card.Recipe.Classifier.Plan.Steps:N0} steps on the training pictures; its metadata names attributes and values in the order of its logits)."),
            ImageCard.Row($"{e.Counts.Samples:N0} samples (seed {e.Counts.Seed}) against {e.Counts.Samples:N0} held-out pictures"),
            [
                ImageCard.Row($"| farthest that the share of an attribute's value is from the data's | {100 * e.Worst.Deviation:0.0} points | {100 * e.HeldOutDeviation:0.0} points | ≤ 10 points |"),
                .. ImageCard.Rows(e.Counts, e.Samples, e.Ceiling, (e.WorthMoving, e.WorthMovingCeiling), Wanted),
                ImageCard.Row($"| attributes of the start that their frames keep | {e.AttributesKept:P0} | | |"),
            ],
            [
                "| attribute | values | worst value | data | samples | held-out pictures | judge right on held-out pictures |",
                "| --- | --- | --- | --- | --- | --- | --- |",
                .. e.Attributes.Select(a => ImageCard.Row($"| {a.Name} | {a.Values.Count} | {a.Values[a.Worst]} | {a.Data[a.Worst]:P1} | {a.Samples[a.Worst]:P1} | {a.HeldOut[a.Worst]:P1} | {a.Accuracy:P1} |")),
            ],
            [
                .. e.Attributes.Where(a => a.Deviation > Marginal).Select(a => ImageCard.Row($"{a.Name} '{a.Values[a.Worst]}' in {a.Samples[a.Worst]:P0} of the samples against {a.Data[a.Worst]:P0}")),
                .. ImageCard.Failures(e.Samples, e.Ceiling, Wanted),
                .. ImageCard.Failures(e.WorthMoving, e.WorthMovingCeiling),
                "flat areas have a fine grain, as of paper, which the drawings have not",
                "between two parts, as two kinds of hair, a slider fades from one to the other instead of bending it",
                "fine lines of eyes and mouths may be soft",
            ],
            ImageCard.Row($"The first samples (seed {e.Counts.Seed}, not picked)"),
            "The first recommended direction of the first samples",
            "The weights and what they make are in the public domain, too: nobody need be named.");
    }
}
