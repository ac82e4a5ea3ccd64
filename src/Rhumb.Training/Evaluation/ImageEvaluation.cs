namespace Rhumb.Training.Evaluation;

/// <summary>How good an image generator measured, each figure beside the same figure of held-out photos.</summary>
/// <param name="Counts">How much was measured.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Accuracy">Share of held-out photos that the judge gives their class, by class: the ceiling.</param>
/// <param name="Recognised">Share of samples that the judge gives the class they were asked for, by class.</param>
/// <param name="Samples">Precision and recall of the samples.</param>
/// <param name="Ceiling">Precision and recall of as many other held-out photos.</param>
/// <param name="WorthMoving">Share of sliders whose two ends both differ from the centre by 0.2 to 0.7.</param>
/// <param name="FramesRecognised">Share of their frames that the judge gives the class of the start.</param>
public sealed record ImageEvaluation(
    SampleCounts Counts, IReadOnlyList<string> Classes, IReadOnlyList<double> Accuracy, IReadOnlyList<double> Recognised, PrecisionRecall Samples, PrecisionRecall Ceiling,
    double WorthMoving, double FramesRecognised)
{
    /// <summary>The same share where both ends are held-out photos of the class of a third: what real clothing differs by.</summary>
    public double WorthMovingCeiling { get; init; }

    /// <summary>The figures of the card.</summary>
    public IReadOnlyList<QualityFigure> Figures =>
    [
        QualityFigure.Share("given their class by the judge", MeanRecognised, Counts.Samples) with { Ceiling = MeanAccuracy, Wanted = 0.95, Failure = "samples are given their class too seldom" },
        .. SampleFigures.Of(Counts, Samples, Ceiling, 0.7),
        SampleFigures.Sliders(Counts, WorthMoving, WorthMovingCeiling),
        QualityFigure.Share("frames of the sliders that keep the class of the start", FramesRecognised, Counts.Starts),
    ];

    /// <summary>Mean over the classes.</summary>
    public double MeanAccuracy => Accuracy.Average();

    /// <summary>Mean over the classes, of which there are equally many samples.</summary>
    public double MeanRecognised => Recognised.Average();
}
