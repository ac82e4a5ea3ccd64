using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>Volume of a shape as a share of the cube it is decoded in: samples inside / n³.</summary>
public sealed class VolumeScorer : IDifferentiableScorer
{
    /// <inheritdoc/>
    public string Name => "volume";

    /// <inheritdoc/>
    public int? Resolution => null;

    /// <inheritdoc/>
    /// <exception cref="RhumbException">An output is not a shape.</exception>
    public Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<double>>([.. outputs.Select(output => Occupancy.SolidOf(output, Name).Fill)]);

    /// <inheritdoc/>
    /// <remarks>s = mean x.</remarks>
    public Model ModelAt(int resolution)
    {
        var graph = new GraphBuilder("volume_");
        var x = GraphBuilder.Input(IDifferentiableScorer.InputName, ElementType.Float, 1, (long)resolution * resolution * resolution);
        var s = graph.Named(IDifferentiableScorer.OutputName, graph.ReduceMean(x, [1]));
        return Model.Of(graph.Build("volume", [x], [s]), GraphBuilder.MinimumOpset);
    }
}
