namespace Rhumb.Training.Evaluation;

/// <summary>How well one shape is reconstructed at 64³.</summary>
/// <param name="Id">The shape.</param>
/// <param name="HeldOut">Whether it was kept from training.</param>
/// <param name="IoU">IoU with the truth, the 256³ solid at the 64³ points.</param>
/// <param name="ThickenedIoU">IoU with what training aimed at, the solid with its thin parts grown.</param>
/// <param name="FScore">Surface F-score at one cell against the truth.</param>
/// <param name="Precision">Its precision.</param>
/// <param name="Recall">Its recall.</param>
public sealed record ShapeScore(string Id, bool HeldOut, double IoU, double ThickenedIoU, double FScore, double Precision, double Recall);
