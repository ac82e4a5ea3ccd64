namespace Rhumb.Training.Evaluation;

/// <summary>Figures that generators of images and of sounds have in common.</summary>
internal static class SampleFigures
{
    /// <summary>Precision and recall.</summary>
    public static IEnumerable<QualityFigure> Of(SampleCounts counts, PrecisionRecall samples, PrecisionRecall ceiling, double wanted) =>
    [
        QualityFigure.Ratio("precision", samples.Precision, counts.Samples) with
        {
            Ceiling = ceiling.Precision, Wanted = wanted, Failure = "precision is too low: samples are less sharp than the data, or mix two kinds",
        },
        Recall(counts, samples, ceiling, wanted),
    ];

    /// <summary>Recall.</summary>
    public static QualityFigure Recall(SampleCounts counts, PrecisionRecall samples, PrecisionRecall ceiling, double wanted) => QualityFigure.Ratio("recall", samples.Recall, counts.Samples) with
    {
        Ceiling = ceiling.Recall, Wanted = wanted, Failure = "recall is too low: what is rare in the data is missing",
    };

    /// <summary>Sliders worth moving.</summary>
    public static QualityFigure Sliders(SampleCounts counts, double worthMoving, double ceiling) =>
        QualityFigure.Share($"{counts.Starts * counts.Directions} sliders whose two ends both change by 0.2 to 0.7", worthMoving, counts.Starts * counts.Directions) with
        {
            Ceiling = ceiling, Wanted = 0.8, Failure = "too many sliders change too little or too much",
        };
}
