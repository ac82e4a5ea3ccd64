using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Recipes;

/// <summary>The weights of a mixture: a = softmax(β Q z) over the training shapes.</summary>
internal static class MixtureWeights
{
    /// <summary>a [N] for keys Q [N, k] and z [k].</summary>
    public static float[] Of(RowMatrix keys, ReadOnlySpan<float> z, double sharpness)
    {
        var logits = new double[keys.Rows];
        for (var i = 0; i < logits.Length; i++)
        {
            var row = keys.Row(i);
            for (var k = 0; k < row.Length; k++)
                logits[i] += sharpness * row[k] * z[k];
        }
        var largest = logits.Max();
        var total = logits.Sum(logit => Math.Exp(logit - largest));
        return Array.ConvertAll(logits, logit => (float)(Math.Exp(logit - largest) / total));
    }

    /// <summary>The <paramref name="count"/> weightiest shapes, heaviest first, their weights summing to 1.</summary>
    public static (int Shape, float Weight)[] Heaviest(float[] weights, int count)
    {
        var best = Enumerable.Range(0, weights.Length).OrderByDescending(i => weights[i]).Take(count).ToArray();
        var total = best.Sum(i => weights[i]);
        return [.. best.Select(i => (i, weights[i] / total))];
    }
}
