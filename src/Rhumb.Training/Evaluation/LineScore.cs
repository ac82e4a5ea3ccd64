namespace Rhumb.Training.Evaluation;

/// <summary>What one slider does.</summary>
/// <param name="Low">IoU of the shape at t = −1 with the centre's.</param>
/// <param name="High">IoU of the shape at t = 1 with the centre's.</param>
/// <param name="LargestParts">Share of the volume in the largest part, frame by frame.</param>
/// <param name="Ranges">Half-ranges in latent units, down and up.</param>
public sealed record LineScore(double Low, double High, IReadOnlyList<double> LargestParts, IReadOnlyList<double> Ranges)
{
    /// <summary>Both ends differ from the centre visibly and are still related to it: IoU 0.3–0.8.</summary>
    public bool IsWorthMoving => Low is >= 0.3 and <= 0.8 && High is >= 0.3 and <= 0.8;
}
