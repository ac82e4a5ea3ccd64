using System.Numerics.Tensors;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Evaluation;

/// <summary>
/// Improved precision and recall (Kynkäänniemi et al. 2019). A set's manifold is the union of balls around its feature vectors, each reaching its k-th nearest
/// neighbour in the set. Precision is the share of samples within the manifold of the reference, recall the share of the reference within that of the samples.
/// </summary>
/// <param name="Precision">How many samples look like the reference.</param>
/// <param name="Recall">How much of the reference the samples reach.</param>
public sealed record PrecisionRecall(double Precision, double Recall)
{
    /// <summary>Both, of <paramref name="samples"/> [n, f] against <paramref name="reference"/> [m, f], with balls to the neighbour number <paramref name="k"/>.</summary>
    /// <exception cref="ArgumentException">A set has no more than k vectors, or they have different lengths.</exception>
    public static PrecisionRecall Of(RowMatrix samples, RowMatrix reference, int k = 3)
    {
        if (samples.Columns != reference.Columns || samples.Rows <= k || reference.Rows <= k)
            throw new ArgumentException($"Precision and recall need more than {k} feature vectors of one length in each set.", nameof(samples));
        return new PrecisionRecall(Inside(samples, reference, Radii(reference, k)), Inside(reference, samples, Radii(samples, k)));
    }

    /// <summary>Squared distance of each row to its k-th nearest other row.</summary>
    private static float[] Radii(RowMatrix set, int k)
    {
        var radii = new float[set.Rows];
        Parallel.For(0, set.Rows, i =>
        {
            Span<float> nearest = stackalloc float[k];
            nearest.Fill(float.PositiveInfinity);
            for (var j = 0; j < set.Rows; j++)
            {
                var distance = i == j ? float.PositiveInfinity : Squared(set.Row(i), set.Row(j));
                for (var place = 0; place < k; place++)
                    if (distance < nearest[place])
                        (nearest[place], distance) = (distance, nearest[place]);
            }
            radii[i] = nearest[^1];
        });
        return radii;
    }

    private static double Inside(RowMatrix points, RowMatrix centres, float[] radii)
    {
        var inside = 0;
        Parallel.For(0, points.Rows, i =>
        {
            for (var j = 0; j < centres.Rows; j++)
                if (Squared(points.Row(i), centres.Row(j)) <= radii[j])
                {
                    Interlocked.Increment(ref inside);
                    return;
                }
        });
        return inside / (double)points.Rows;
    }

    private static float Squared(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var distance = TensorPrimitives.Distance(a, b);
        return distance * distance;
    }
}
