using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>How far normal distributions with diagonal covariance are from N(0, I).</summary>
public static class NormalDivergence
{
    /// <summary>KL(N(μ, exp(l)) ‖ N(0, I)) = ½ Σ (μ² + exp(l) − 1 − l) over the code, averaged over the batch; μ and l are [B, c].</summary>
    public static Value Mean(GraphBuilder g, Value mean, Value logVariance)
    {
        var (mu, l) = (new Term(g, mean), new Term(g, logVariance));
        var each = g.ReduceSum(mu.Square() + l.Exp() - 1 - l, [1]);
        return 0.5 * new Term(g, g.ReduceMean(each, [0]));
    }
}
