using Rhumb.Generators;
using Rhumb.Scoring;
using Rhumb.Subspaces;

namespace Rhumb.Search.Oracles;

/// <summary>A known score takes the person's place: on sliders the best of the query's positions, the centre where none is better.</summary>
/// <param name="generator">G; owned by the caller.</param>
/// <param name="scorer">s; negate it to minimise.</param>
/// <param name="detail">How finely outputs are decoded.</param>
/// <param name="batchSize">Outputs decoded and scored together.</param>
/// <param name="gradient">Where gradients come from; null refuses gradient queries.</param>
public sealed class ScorerOracle(
    IGenerator generator, IScorer scorer, Detail detail = Detail.Draft, int batchSize = 16, IScoreGradient? gradient = null) : IOracle
{
    /// <inheritdoc/>
    public async Task<Answer?> AnswerAsync(Query query, CancellationToken cancellation) => query switch
    {
        LineQuery line => await ChooseAsync(line.Line, [.. line.Positions.Select(t => (IReadOnlyList<double>)[t])], cancellation),
        SliceQuery slice => await ChooseAsync(slice.Slice, slice.Positions, cancellation),
        BatchQuery batch => new ScoresAnswer(await ScoreAsync(batch.Points, cancellation)) { Evaluations = batch.Points.Count },
        GradientQuery at when gradient is not null => new GradientAnswer(await gradient.AtAsync(at.Point, cancellation)) { Evaluations = 1 },
        GradientQuery => throw new RhumbException($"The score '{scorer.Name}' has no gradient; choose the method lines."),
        _ => throw new RhumbException($"A score cannot answer the query '{query.GetType().Name}'."),
    };

    private async Task<Answer> ChooseAsync(Subspace sliders, IReadOnlyList<IReadOnlyList<double>> positions, CancellationToken cancellation)
    {
        var points = positions.Select(t => sliders.At(generator.LatentSpace, t.ToArray())).ToArray();
        var scores = await ScoreAsync(points, cancellation);
        var centre = -1;
        for (var i = 0; i < positions.Count; i++)
            if (NextRule.AtCentre(positions[i])) centre = i;
        if (centre < 0) throw new ArgumentException("The positions of a slider must include its centre.", nameof(positions));
        var best = centre;   // a tie keeps the centre: no move without gain
        for (var i = 0; i < scores.Count; i++)
            if (scores[i] > scores[best]) best = i;
        return new ChoiceAnswer(positions[best], points[best], scores[best], scores[centre]) { Evaluations = points.Length };
    }

    private Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Point> points, CancellationToken cancellation) =>
        PointScores.OfAsync(generator, scorer, points, detail, batchSize, cancellation);
}
