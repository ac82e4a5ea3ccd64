namespace Rhumb.Training.Recipes;

/// <summary>The parts of a card that are a generator's own.</summary>
/// <param name="Introduction">What it makes, from what; paragraphs.</param>
/// <param name="Judge">Who judges, a sentence.</param>
/// <param name="Samples">The samples that are measured, as "all classes alike".</param>
/// <param name="Details">A table of its own behind that of the figures.</param>
/// <param name="Failures">What it is known to fail at, figures that are not as wanted apart.</param>
/// <param name="Sheet">What the sheet of samples shows.</param>
/// <param name="Strips">What the strips show.</param>
/// <param name="Rights">What may be done with weights and images.</param>
public sealed record ImageCardText(
    IReadOnlyList<string> Introduction, string Judge, string Samples, IReadOnlyList<string> Details, IReadOnlyList<string> Failures, string Sheet, string Strips,
    string Rights);
