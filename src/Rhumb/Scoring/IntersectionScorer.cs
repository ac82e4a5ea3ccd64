using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>Likeness to a target solid: |A ∩ B| / |A ∪ B| in [0, 1], at the resolution of the decode.</summary>
/// <remarks>
/// A decode of another resolution m is compared with the target resampled to it: sample i of m takes the target's nearest sample
/// ⌊(i + ½) n / m⌋ on each axis (grids have their samples at cell centres).
/// </remarks>
public sealed class IntersectionScorer : IDifferentiableScorer
{
    private readonly VoxelSolid _target;
    private readonly Dictionary<int, VoxelSolid> _resampled = [];
    private readonly Lock _gate = new();

    /// <summary>Scores likeness to <paramref name="target"/>.</summary>
    /// <param name="target">The solid to be met.</param>
    /// <param name="name">What it is called in traces.</param>
    /// <exception cref="RhumbException">The target is empty.</exception>
    public IntersectionScorer(VoxelSolid target, string name = "iou")
    {
        if (target.Occupied == 0) throw new RhumbException("The target solid is empty; choose a file that holds a closed shape.");
        (_target, Name) = (target, name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="RhumbException">An output is not a shape.</exception>
    public Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<double>>([.. outputs.Select(output => Occupancy.SolidOf(output, Name))
            .Select(solid => solid.IntersectionOverUnion(TargetAt(solid.Resolution)))]);

    /// <inheritdoc/>
    public int? Resolution => null;

    /// <inheritdoc/>
    /// <remarks>s = Σ x t / (Σ x + Σ t − Σ x t), t the target.</remarks>
    public Model ModelAt(int resolution)
    {
        var graph = new GraphBuilder("iou_");
        var count = (long)resolution * resolution * resolution;
        var x = GraphBuilder.Input(IDifferentiableScorer.InputName, ElementType.Float, 1, count);
        var target = graph.Constant(TensorData.Of<float>(Occupancy.Of(TargetAt(resolution), resolution), 1, count));
        var both = graph.ReduceSum(graph.Mul(x, target), [1]);
        var any = graph.Sub(graph.Add(graph.ReduceSum(x, [1]), graph.ReduceSum(target, [1])), both);
        var s = graph.Named(IDifferentiableScorer.OutputName, graph.Div(both, any));
        return Model.Of(graph.Build("iou", [x], [s]), GraphBuilder.MinimumOpset);
    }

    private VoxelSolid TargetAt(int resolution)
    {
        lock (_gate)
        {
            if (_resampled.TryGetValue(resolution, out var known)) return known;
            return _resampled[resolution] = resolution == _target.Resolution ? _target : Resample(resolution);
        }
    }

    private VoxelSolid Resample(int m)
    {
        var solid = new VoxelSolid(m);
        for (var x = 0; x < m; x++)
            for (var y = 0; y < m; y++)
                for (var z = 0; z < m; z++)
                    if (_target[Source(x), Source(y), Source(z)]) solid[x, y, z] = true;
        return solid;

        int Source(int i) => (int)((i + 0.5) * _target.Resolution / m);
    }
}
