namespace Rhumb.Training.Evaluation;

/// <summary>What is measured on notes, made ones or real ones.</summary>
/// <param name="PitchHeard">Share of notes whose asked pitch is heard within 50 cents by <see cref="PitchEstimate"/>.</param>
/// <param name="Compared">Precision and recall against held-out notes.</param>
/// <param name="Families">Share of the notes whose family the judge hears as it is labelled; null where there is no label.</param>
/// <param name="Instruments">Share of the notes whose instrument the judge hears as it is labelled; null where there is no label.</param>
/// <param name="LoudestClick">The loudest <see cref="ClickMeasure"/>.</param>
/// <param name="Clicks">Number of notes with an audible click.</param>
public sealed record NoteMeasures(double PitchHeard, PrecisionRecall Compared, double? Families, double? Instruments, double LoudestClick, int Clicks);
