namespace Rhumb.Training.Evaluation;

/// <summary>How good a generator of notes measured, each figure beside the same figure of held-out notes.</summary>
/// <param name="Counts">How much was measured.</param>
/// <param name="Families">Names of the families of instruments.</param>
/// <param name="Shares">Share of each family among samples, as the judge hears it.</param>
/// <param name="HeldOutShares">Share of each family among held-out notes, as the judge hears it.</param>
/// <param name="Samples">What was measured on samples.</param>
/// <param name="HeldOut">The same on held-out notes: the ceiling.</param>
/// <param name="Resynthesised">The same on held-out notes taken apart and played again without any network: the ceiling of the form that notes are learnt in.</param>
/// <param name="Resynthesis">Mean change from a held-out note to itself played again, in [0, 1], relative to the most that two sounds can differ.</param>
/// <param name="WorthMoving">Share of sliders whose two ends both differ from the centre by 0.2 to 0.7.</param>
/// <param name="PitchKept">Share of their frames at which the asked pitch is heard.</param>
public sealed record NoteEvaluation(
    SampleCounts Counts, IReadOnlyList<string> Families, IReadOnlyList<double> Shares, IReadOnlyList<double> HeldOutShares, NoteMeasures Samples, NoteMeasures HeldOut,
    NoteMeasures Resynthesised, double Resynthesis, double WorthMoving, double PitchKept)
{
    /// <summary>The same share as <see cref="WorthMoving"/> where both ends are held-out notes at the pitch of a third: what real instruments differ by.</summary>
    public double WorthMovingCeiling { get; init; }

    /// <summary>The figures of the card.</summary>
    public IReadOnlyList<QualityFigure> Figures =>
    [
        QualityFigure.Share("asked pitch heard within 50 cents", Samples.PitchHeard, Counts.Samples) with
        {
            Ceiling = HeldOut.PitchHeard, Wanted = 0.85, Failure = "too many samples are not heard at the pitch that was asked for",
        },
        QualityFigure.Ratio("precision", Samples.Compared.Precision, Counts.Samples) with { Ceiling = HeldOut.Compared.Precision },
        SampleFigures.Recall(Counts, Samples.Compared, HeldOut.Compared, 0.6),
        new("notes with a click", FigureKind.Count, Samples.Clicks) { Ceiling = HeldOut.Clicks, Wanted = 0, AtMost = true, Failure = "some samples click" },
        SampleFigures.Sliders(Counts, WorthMoving, WorthMovingCeiling),
        QualityFigure.Share("asked pitch heard at frames of the sliders", PitchKept, Counts.Starts * Counts.Directions),
    ];
}
