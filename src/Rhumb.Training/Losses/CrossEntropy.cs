using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>−log p(y | x) of one of k classes.</summary>
public static class CrossEntropy
{
    /// <summary>−mean over the batch of Σ_k y_k log softmax(l)_k for logits l [B, k] and labels y [B, k], each row of which sums to 1: one-hot, or smoothed.</summary>
    public static Value Mean(GraphBuilder g, Value logits, Value labels) =>
        -new Term(g, g.ReduceMean(g.ReduceSum(g.Mul(labels, g.LogSoftmax(logits)), [1]), [0]));

    /// <summary>The sum of <see cref="Mean(GraphBuilder, Value, Value)"/> over several attributes, whose <paramref name="heads"/>[i] logits and labels stand side by side.</summary>
    public static Value Mean(GraphBuilder g, Value logits, Value labels, IReadOnlyList<int> heads)
    {
        var (sum, start) = ((Term?)null, 0);
        foreach (var k in heads)
        {
            var one = new Term(g, Mean(g, g.Slice(logits, 1, start, start + k), g.Slice(labels, 1, start, start + k)));
            (sum, start) = (sum is { } others ? others + one : one, start + k);
        }
        return sum ?? throw new ArgumentException("A classifier judges at least one attribute.", nameof(heads));
    }
}
