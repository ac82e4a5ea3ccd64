namespace Rhumb.Training.Trainer;

/// <summary>One point of the training curve.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Seconds">Time spent training until here.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Values">Means of the loss and the reports since the point before, by name.</param>
public sealed record CurvePoint(long Step, double Seconds, double Rate, IReadOnlyDictionary<string, double> Values);
