using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>How far a velocity is from that of straight lines from noise to data (Lipman et al. 2023; Liu, Gong and Liu 2023).</summary>
public static class FlowMatching
{
    /// <summary>
    /// E ‖v((1 − t) x₀ + t x₁) − (x₁ − x₀)‖² / d over a batch: noise x₀ and data x₁ [B, d], times t [B, 1] in [0, 1]. The minimum is the mean velocity of the lines through a place, whose
    /// flow carries the distribution of x₀ to that of x₁.
    /// </summary>
    public static Value Mean(GraphBuilder g, Value noise, Value data, Value time, Func<Value, Value> velocity)
    {
        var way = new Term(g, data) - new Term(g, noise);
        var at = new Term(g, noise) + new Term(g, time) * way;
        return g.ReduceMean((new Term(g, velocity(at)) - way).Square(), [0, 1]);
    }
}
