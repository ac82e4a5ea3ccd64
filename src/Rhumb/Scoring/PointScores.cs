using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>Scores of points: decode in batches, score, forget the outputs.</summary>
public static class PointScores
{
    /// <summary>s(G(z)) for each of <paramref name="points"/>, in order; what is not a number becomes −∞.</summary>
    /// <exception cref="RhumbException">The scorer returned another number of scores than there were outputs.</exception>
    public static async Task<IReadOnlyList<double>> OfAsync(
        IGenerator generator, IScorer scorer, IReadOnlyList<Point> points, Detail detail, int batchSize, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var scores = new List<double>(points.Count);
        foreach (var batch in points.Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            var outputs = await generator.GenerateAsync(batch, detail, cancellation);
            var part = await scorer.ScoreAsync(outputs, cancellation);
            if (part.Count != batch.Length)
                throw new RhumbException($"The score '{scorer.Name}' returned {part.Count} values for {batch.Length} outputs; return one for each.");
            scores.AddRange(part.Select(score => double.IsNaN(score) ? double.NegativeInfinity : score));
        }
        return scores;
    }
}
