using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>
/// ∂s/∂z by central differences, for scores without derivatives: g_i ≈ (s(z + h e_i) − s(z − h e_i)) / 2h along the walk, 2 d decodes a
/// gradient. The step must be long enough to change the decoded output, or every difference of a voxel count is zero.
/// </summary>
/// <param name="generator">G.</param>
/// <param name="scorer">s.</param>
/// <param name="detail">How finely outputs are decoded.</param>
/// <param name="share">h as a share of the mean distance of two samples.</param>
/// <param name="batchSize">Points decoded together.</param>
public sealed class DifferenceScoreGradient(
    IGenerator generator, IScorer scorer, Detail detail = Detail.Draft, double share = 0.02, int batchSize = 16) : IScoreGradient
{
    private readonly double _step = share * generator.LatentSpace.MeanDistance();

    /// <inheritdoc/>
    public async Task<ScoreGradient> AtAsync(Point point, CancellationToken cancellation)
    {
        var space = generator.LatentSpace;
        var z = space.Flatten(point);
        var points = new List<Point> { point };
        for (var i = 0; i < z.Length; i++)
            foreach (var sign in (ReadOnlySpan<int>)[1, -1])
            {
                var displacement = new double[z.Length];
                displacement[i] = sign * _step;
                points.Add(space.WithLatent(point, space.Walk(z, displacement)));
            }
        var scores = await PointScores.OfAsync(generator, scorer, points, detail, batchSize, cancellation);
        var gradient = new float[z.Length];
        for (var i = 0; i < z.Length; i++) gradient[i] = (float)((scores[1 + 2 * i] - scores[2 + 2 * i]) / (2 * _step));
        return new ScoreGradient(scores[0], gradient);
    }
}
