using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What the card of the generator of clothing says that is its own.</summary>
internal static class FashionCard
{
    public static ImageCardText Of(ImageCardContent<ImageEvaluation> card)
    {
        var (e, image) = (card.Evaluation, card.Manifest.Image!);
        return new ImageCardText(
            [
                ImageCard.Row($"A class-conditional generator of grey photos of clothing, {image.Width} × {image.Height}, trained on {card.TrainedOn:N0} photos ({card.HeldOut:N0} more were held out and only measured)."),
                $"The condition `label` chooses the class: {string.Join(", ", e.Classes)}.",
            ],
            ImageCard.Row($"The judge is a classifier of its own (`classifier.onnx`, {card.Recipe.Classifier.Plan.Steps:N0} steps on the training photos)."),
            ImageCard.Row($"{e.Counts.Samples:N0} samples (seed {e.Counts.Seed}, all classes alike) against {e.Counts.Samples:N0} held-out photos"),
            [
                "| class | samples given it | held-out photos given it |",
                "| --- | --- | --- |",
                .. e.Classes.Select((name, i) => ImageCard.Row($"| {name} | {e.Recognised[i]:P1} | {e.Accuracy[i]:P1} |")),
            ],
            [.. Failures(e), "lettering, prints and fine seams are hints at best", "a sandal's straps may end in the air"],
            ImageCard.Row($"The first samples (seed {e.Counts.Seed}, not picked), a column a class"),
            "The first recommended direction of a sample of each class",
            "The weights and what they make are under the same licence.");
    }

    private static IEnumerable<string> Failures(ImageEvaluation e)
    {
        for (var i = 0; i < e.Classes.Count; i++)
            if (e.Recognised[i] < 0.9 * e.Accuracy[i])
                yield return ImageCard.Row($"{e.Classes[i]}: {e.Recognised[i]:P0} against {e.Accuracy[i]:P0}");
    }
}
