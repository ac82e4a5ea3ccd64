using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>How different two batches look to a network (LPIPS; Zhang et al. 2018).</summary>
public static class FeatureDistance
{
    private const double Least = 1e-3;

    /// <summary>Σ over layers of E ‖a / ‖a‖ − b / ‖b‖‖², norms along the channels at each place: activations a and b [B, c, …] of the same layers, means over batch and places.</summary>
    public static Value Mean(GraphBuilder g, IReadOnlyList<Value> first, IReadOnlyList<Value> second)
    {
        var layers = first.Zip(second, (a, b) => g.ReduceMean(g.ReduceSum((Unit(g, a) - Unit(g, b)).Square(), [1]), [.. Enumerable.Range(0, a.Rank - 1)])).ToArray();
        return layers.Skip(1).Aggregate(new Term(g, layers[0]), (sum, layer) => sum + new Term(g, layer));
    }

    private static Term Unit(GraphBuilder g, Value maps)
    {
        var x = new Term(g, maps);
        return x / (new Term(g, g.ReduceSum(x.Square(), [1], keep: true)) + Least).Sqrt();
    }
}
