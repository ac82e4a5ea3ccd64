using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>The negative evidence lower bound of a variational autoencoder (Kingma and Welling 2014).</summary>
public static class EvidenceBound
{
    /// <summary>
    /// E[Σ (x − x̂)² / (2σ²)] + β KL(N(μ, exp(l)) ‖ N(0, I)), a batch mean without the constant: images x and their reconstructions x̂ [B, …], μ and l [B, c].
    /// </summary>
    public static Value Negative(GraphBuilder g, Value images, Value reconstructions, Value mean, Value logVariance, double deviation = 1, double beta = 1)
    {
        var error = (new Term(g, images) - new Term(g, reconstructions)).Square();
        var each = g.ReduceSum(error, [.. Enumerable.Range(1, images.Rank - 1)]);
        return (0.5 / (deviation * deviation)) * new Term(g, g.ReduceMean(each, [0])) + beta * new Term(g, NormalDivergence.Mean(g, mean, logVariance));
    }

    /// <summary>μ + exp(l/2) ε: a code [B, c] drawn from N(μ, exp(l)) by noise ε ~ N(0, I).</summary>
    public static Value Draw(GraphBuilder g, Value mean, Value logVariance, Value noise) =>
        new Term(g, mean) + new Term(g, noise) * (0.5 * new Term(g, logVariance)).Exp();
}
