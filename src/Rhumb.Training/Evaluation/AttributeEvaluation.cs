namespace Rhumb.Training.Evaluation;

/// <summary>How good a generator of images with several attributes measured, each figure beside the same figure of held-out images.</summary>
/// <param name="Counts">How much was measured.</param>
/// <param name="Attributes">How often the values of each attribute occur.</param>
/// <param name="Samples">Precision and recall of the samples.</param>
/// <param name="Ceiling">Precision and recall of as many other held-out images.</param>
/// <param name="WorthMoving">Share of sliders whose two ends both differ from the centre by 0.2 to 0.7.</param>
/// <param name="AttributesKept">Share of the attributes of the start that their frames keep.</param>
public sealed record AttributeEvaluation(
    ImageCounts Counts, IReadOnlyList<AttributeScore> Attributes, PrecisionRecall Samples, PrecisionRecall Ceiling, double WorthMoving, double AttributesKept)
{
    /// <summary>The same share where both ends and the centre are held-out images.</summary>
    public double WorthMovingCeiling { get; init; }

    /// <summary>The attribute with the value whose share is farthest from the data's.</summary>
    public AttributeScore Worst => Attributes.MaxBy(attribute => attribute.Deviation)!;

    /// <summary>The largest such distance of held-out images.</summary>
    public double HeldOutDeviation => Attributes.Max(attribute => attribute.HeldOutDeviation);
}
