using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>−log p(y | x) of one of k classes.</summary>
public static class CrossEntropy
{
    /// <summary>−mean over the batch of Σ_k y_k log softmax(l)_k for logits l [B, k] and labels y [B, k], each row of which sums to 1: one-hot, or smoothed.</summary>
    public static Value Mean(GraphBuilder g, Value logits, Value labels) =>
        -new Term(g, g.ReduceMean(g.ReduceSum(g.Mul(labels, g.LogSoftmax(logits)), [1]), [0]));
}
