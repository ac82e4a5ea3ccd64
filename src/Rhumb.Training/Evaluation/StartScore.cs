namespace Rhumb.Training.Evaluation;

/// <summary>What one random start is like.</summary>
/// <param name="LargestPart">Share of the volume in its largest part, parts meeting through faces.</param>
/// <param name="Nearest">Index of the most similar training shape.</param>
/// <param name="Similarity">IoU with it, after mirroring and stretching each axis to full length.</param>
public sealed record StartScore(double LargestPart, int Nearest, double Similarity);
