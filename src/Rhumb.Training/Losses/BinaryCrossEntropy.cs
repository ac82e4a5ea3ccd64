using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>−log p(y | x) of labels y in {0, 1} under p(1 | x) = sigmoid(x).</summary>
public static class BinaryCrossEntropy
{
    /// <summary>mean(softplus(x) − x y) over all elements of the logits x and the labels y, of one shape; finite for every x.</summary>
    public static Value Mean(GraphBuilder g, Value logits, Value labels)
    {
        var (x, y) = (new Term(g, logits), new Term(g, labels));
        return g.ReduceMean(x.Softplus() - x * y, [.. Enumerable.Range(0, logits.Rank)]);
    }
}
