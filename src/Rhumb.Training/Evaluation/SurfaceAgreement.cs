using Rhumb.Generators.Shapes;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>How well two surfaces agree within a distance of one cell.</summary>
/// <param name="Precision">Share of the predicted surface cells that have a true one at most one cell (Euclidean, so through a face) away.</param>
/// <param name="Recall">Share of the true surface cells that have a predicted one at most one cell away.</param>
public sealed record SurfaceAgreement(double Precision, double Recall)
{
    /// <summary>F = 2 P R / (P + R), the surface F-score (Tatarchenko et al. 2019); 0 where both are 0.</summary>
    public double FScore => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Compares the surfaces of two solids of one resolution; two empty ones agree wholly.</summary>
    /// <exception cref="ArgumentException">The resolutions differ.</exception>
    public static SurfaceAgreement Of(VoxelSolid predicted, VoxelSolid truth)
    {
        if (predicted.Resolution != truth.Resolution)
            throw new ArgumentException($"Solids of {predicted.Resolution}³ and {truth.Resolution}³ cells cannot be compared; sample both at one resolution.", nameof(truth));
        var (a, b) = (SurfaceCells.Of(predicted), SurfaceCells.Of(truth));
        if (a.Count == 0 && b.Count == 0)
            return new SurfaceAgreement(1, 1);
        return new SurfaceAgreement(ShareNear(a, b, truth.Resolution), ShareNear(b, a, truth.Resolution));
    }

    private static double ShareNear(IReadOnlyList<int> cells, IReadOnlyList<int> others, int n)
    {
        if (cells.Count == 0)
            return 0;
        var near = new VoxelSolid(n);
        foreach (var i in others)
        {
            near[i] = true;
            var (x, y, z) = (i / (n * n), i / n % n, i % n);
            if (x > 0) near[i - n * n] = true;
            if (x < n - 1) near[i + n * n] = true;
            if (y > 0) near[i - n] = true;
            if (y < n - 1) near[i + n] = true;
            if (z > 0) near[i - 1] = true;
            if (z < n - 1) near[i + 1] = true;
        }
        return cells.Count(i => near[i]) / (double)cells.Count;
    }
}
