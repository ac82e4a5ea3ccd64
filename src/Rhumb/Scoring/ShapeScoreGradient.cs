using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>
/// ∂s/∂z of a differentiable score of solids: (∂f/∂z)ᵀ (∂o/∂f · ∂s/∂o), by reverse mode through the score, the soft occupancies o of an n³
/// grid, decoder and prior.
/// </summary>
/// <remarks>
/// The graphs of score and generator are run one after the other rather than composed, so that only the samples in a band of one step
/// around the surface pass the decoder; elsewhere ∂o/∂f is zero. The score given is that of the soft occupancies, whose gradient
/// stands in for the voxel count's, which is zero almost everywhere.
/// </remarks>
public sealed class ShapeScoreGradient : IScoreGradient, IDisposable
{
    private readonly ShapeGenerator _generator;
    private readonly int _resolution;
    private readonly Lazy<ScoreGraph> _score;

    /// <summary>The gradient of <paramref name="scorer"/> through <paramref name="generator"/>, which the caller owns.</summary>
    /// <param name="generator">G.</param>
    /// <param name="scorer">s.</param>
    /// <param name="resolution">n, where the score itself does not fix it.</param>
    public ShapeScoreGradient(ShapeGenerator generator, IDifferentiableScorer scorer, int resolution = 48)
    {
        (_generator, _resolution) = (generator, scorer.Resolution ?? resolution);
        _score = new(() => new ScoreGraph(scorer, _resolution));
    }

    /// <inheritdoc/>
    public async Task<ScoreGradient> AtAsync(Point point, CancellationToken cancellation)
    {
        var field = await _generator.DecodeFieldAsync(point, _resolution, cancellation);
        var occupancy = new SoftOccupancy(field);
        var graph = await Task.Run(() => _score.Value, cancellation);
        var (score, slope) = await graph.AtAsync(occupancy.Values, cancellation);
        var (points, covector) = Band(field.Grid, occupancy, slope);
        return new ScoreGradient(score, await _generator.FieldPullbackAsync(point, points, covector, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_score.IsValueCreated) _score.Value.Dispose();
    }

    /// <summary>The samples with a slope: positions [P, 3] and ∂s/∂f [P].</summary>
    private static (float[] Points, float[] Covector) Band(SampleGrid grid, SoftOccupancy occupancy, float[] slope)
    {
        var points = new List<float>();
        var covector = new List<float>();
        var (i, n) = (0, grid.Resolution);
        for (var x = 0; x < n; x++)
            for (var y = 0; y < n; y++)
                for (var z = 0; z < n; z++, i++)
                {
                    if (occupancy.Slopes[i] == 0 || slope[i] == 0) continue;
                    var position = grid.Position(x, y, z);
                    points.AddRange([position.X, position.Y, position.Z]);
                    covector.Add(slope[i] * occupancy.Slopes[i]);
                }
        return ([.. points], [.. covector]);
    }
}
