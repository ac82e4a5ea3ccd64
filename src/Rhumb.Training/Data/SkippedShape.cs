namespace Rhumb.Training.Data;

/// <summary>A file that could not be used.</summary>
/// <param name="Source">The file.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record SkippedShape(ShapeSource Source, string Reason);
