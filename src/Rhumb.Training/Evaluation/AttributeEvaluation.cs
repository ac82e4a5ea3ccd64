using System.Globalization;

namespace Rhumb.Training.Evaluation;

/// <summary>How good a generator of images with several attributes measured, each figure beside the same figure of held-out images.</summary>
/// <param name="Counts">How much was measured.</param>
/// <param name="Attributes">How often the values of each attribute occur.</param>
/// <param name="Samples">Precision and recall of the samples.</param>
/// <param name="Ceiling">Precision and recall of as many other held-out images.</param>
/// <param name="WorthMoving">Share of sliders whose two ends both differ from the centre by 0.2 to 0.7.</param>
/// <param name="AttributesKept">Share of the attributes of the start that their frames keep.</param>
public sealed record AttributeEvaluation(
    SampleCounts Counts, IReadOnlyList<AttributeScore> Attributes, PrecisionRecall Samples, PrecisionRecall Ceiling, double WorthMoving, double AttributesKept)
{
    /// <summary>The same share where both ends and the centre are held-out images.</summary>
    public double WorthMovingCeiling { get; init; }

    /// <summary>The figures of the card.</summary>
    public IReadOnlyList<QualityFigure> Figures =>
    [
        new("farthest that the share of an attribute's value is from the data's", FigureKind.Points, 100 * Worst.Deviation)
        {
            Counting = 100 * QualityFigure.Deviation(Worst.Samples[Worst.Worst], Counts.Samples), Ceiling = 100 * HeldOutDeviation, Wanted = 10, AtMost = true,
            Failure = string.Create(CultureInfo.InvariantCulture, $"{Worst.Name} '{Worst.Values[Worst.Worst]}' in {Worst.Samples[Worst.Worst]:P0} of the samples against {Worst.Data[Worst.Worst]:P0}"),
        },
        .. SampleFigures.Of(Counts, Samples, Ceiling, 0.6),
        SampleFigures.Sliders(Counts, WorthMoving, WorthMovingCeiling),
        QualityFigure.Share("attributes of the start that frames of the sliders keep", AttributesKept, Counts.Starts),
    ];

    /// <summary>The attribute with the value whose share is farthest from the data's.</summary>
    public AttributeScore Worst => Attributes.MaxBy(attribute => attribute.Deviation)!;

    /// <summary>The largest such distance of held-out images.</summary>
    public double HeldOutDeviation => Attributes.Max(attribute => attribute.HeldOutDeviation);
}
