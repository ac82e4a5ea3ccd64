using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What the card of the generator of avatars says that is its own.</summary>
internal static class AvatarCard
{
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
                "| attribute | values | worst value | data | samples | held-out pictures | judge right on held-out pictures |",
                "| --- | --- | --- | --- | --- | --- | --- |",
                .. e.Attributes.Select(a => ImageCard.Row($"| {a.Name} | {a.Values.Count} | {a.Values[a.Worst]} | {a.Data[a.Worst]:P1} | {a.Samples[a.Worst]:P1} | {a.HeldOut[a.Worst]:P1} | {a.Accuracy:P1} |")),
            ],
            [
                "flat areas have a fine grain, as of paper, which the drawings have not",
                "between two parts, as two kinds of hair, a slider fades from one to the other instead of bending it",
                "fine lines of eyes and mouths may be soft",
            ],
            ImageCard.Row($"The first samples (seed {e.Counts.Seed}, not picked)"),
            "The first recommended direction of the first samples",
            "The weights and what they make are in the public domain, too: nobody need be named.");
    }
}
