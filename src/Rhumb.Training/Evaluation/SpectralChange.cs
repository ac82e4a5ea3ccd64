using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Evaluation;

/// <summary>How much sounds differ to a judge's ear.</summary>
internal static class SpectralChange
{
    /// <summary>The mean over rows of Σ|a − b| / Σ max(a, b) of levels above silence, which is −1: 0 for equal sounds, 1 where one is silent wherever the other is not.</summary>
    public static double Mean(RowMatrix from, RowMatrix to)
    {
        var sum = 0.0;
        for (var row = 0; row < from.Rows; row++)
        {
            var (different, total) = (0.0, 0.0);
            var a = from.Row(row);
            var b = to.Row(row);
            for (var i = 0; i < a.Length; i++)
                (different, total) = (different + Math.Abs(a[i] - b[i]), total + Math.Max(a[i], b[i]) + 1);
            sum += total == 0 ? 0 : different / total;
        }
        return sum / Math.Max(1, from.Rows);
    }
}
