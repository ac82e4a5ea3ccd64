using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

internal static class AdversarialMean
{
    /// <summary>The mean of all elements, a scalar.</summary>
    public static Value Of(GraphBuilder g, Value x) => g.ReduceMean(x, [.. Enumerable.Range(0, x.Rank)]);
}
