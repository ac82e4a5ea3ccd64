using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Runtime;

namespace Rhumb.Scoring;

/// <summary>A differentiable score ready to run at one resolution: s(x) and ∂s/∂x of an occupancy grid x [n³].</summary>
internal sealed class ScoreGraph : IDisposable
{
    private readonly CompiledGraph _graph;
    private readonly int _count;

    /// <exception cref="RhumbException">The score's graph cannot be differentiated; the message names the operator.</exception>
    public ScoreGraph(IDifferentiableScorer scorer, int resolution)
    {
        _count = resolution * resolution * resolution;
        var request = new DerivativeRequest { WithRespectTo = [IDifferentiableScorer.InputName], Of = [IDifferentiableScorer.OutputName], Vectors = 1 };
        try
        {
            _graph = GraphRuntime.Compile(Vjp.Build(scorer.ModelAt(resolution), request, GraphRuntime.Probe));
        }
        catch (GraphException error)
        {
            throw new RhumbException($"The score '{scorer.Name}' cannot be differentiated: {error.Message}", error);
        }
    }

    /// <summary>s(x) and the slope ∂s/∂x [n³].</summary>
    public async Task<(double Score, float[] Slope)> AtAsync(float[] x, CancellationToken cancellation)
    {
        using var grid = Tensor.Create<float>(x, 1, _count);
        using var one = Tensor.Create<float>([1], 1);
        var results = await _graph.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            [IDifferentiableScorer.InputName] = grid,
            [$"{IDifferentiableScorer.OutputName}_cotangent"] = one,
        }, cancellation);
        try
        {
            return (results[IDifferentiableScorer.OutputName].AsSpan<float>()[0], results[$"{IDifferentiableScorer.InputName}_cotangent"].ToArray<float>());
        }
        finally
        {
            foreach (var result in results.Values) result.Dispose();
        }
    }

    public void Dispose() => _graph.Dispose();
}
