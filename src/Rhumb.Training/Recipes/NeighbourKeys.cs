using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Recipes;

/// <summary>
/// Unit vectors q_i, one a training shape, whose inner products follow how alike the shapes look: eigenvectors of a Gaussian kernel between blurred
/// voxels, its width adapted to each shape's neighbourhood (Zelnik-Manor and Perona 2004).
/// </summary>
internal static class NeighbourKeys
{
    private const double Blur = 1.2;
    private const int Reach = 5;

    /// <summary>Q [N, k] row-major, k the smaller of N and <paramref name="settings"/>' keys, for voxels of N shapes [n³] each.</summary>
    public static RowMatrix Of(IReadOnlyList<float[]> voxels, int n, NeighbourPriorSettings settings)
    {
        var features = voxels.Select(values => Feature(values, n)).ToArray();
        var count = features.Length;
        var squares = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < i; j++)
                squares[i, j] = squares[j, i] = features[i].Zip(features[j], (a, b) => (a - b) * (a - b)).Sum();
        var widths = Enumerable.Range(0, count).Select(i =>
            Math.Sqrt(Enumerable.Range(0, count).Where(j => j != i).Select(j => squares[i, j]).Order().Take(settings.Neighbours).LastOrDefault(1)) + 1e-6).ToArray();
        var kernel = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                kernel[i, j] = Math.Exp(-squares[i, j] / (2 * widths[i] * widths[j]));
        var eigen = SymmetricEigen.Solve(kernel);
        var keys = new RowMatrix(count, Math.Min(count, settings.Keys));
        for (var i = 0; i < count; i++)
        {
            var row = Enumerable.Range(0, keys.Columns).Select(k => eigen.Vectors[k, i] * Math.Sqrt(Math.Max(0, eigen.Values[k]))).ToArray();
            var norm = Math.Sqrt(row.Sum(value => value * value)) + 1e-12;
            for (var k = 0; k < keys.Columns; k++)
                keys.Row(i)[k] = (float)(row[k] / norm);
        }
        return keys;
    }

    /// <summary>Blurred on each axis by a Gaussian, then every other cell.</summary>
    private static double[] Feature(float[] voxels, int n)
    {
        var weights = Enumerable.Range(-Reach, 2 * Reach + 1).Select(d => Math.Exp(-d * d / (2 * Blur * Blur))).ToArray();
        var total = weights.Sum();
        var values = Array.ConvertAll(voxels, value => (double)value);
        foreach (var stride in (int[])[n * n, n, 1])
        {
            var blurred = new double[values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                var at = i / stride % n;
                for (var d = -Reach; d <= Reach; d++)
                    blurred[i] += weights[d + Reach] / total * values[i + (Math.Clamp(at + d, 0, n - 1) - at) * stride];
            }
            values = blurred;
        }
        return [.. Enumerable.Range(0, values.Length).Where(i => i / (n * n) % 2 == 0 && i / n % n % 2 == 0 && i % n % 2 == 0).Select(i => values[i])];
    }
}
