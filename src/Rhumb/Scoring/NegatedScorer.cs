using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>−s(x): minimising s is maximising this.</summary>
/// <param name="scorer">s.</param>
public sealed class NegatedScorer(IScorer scorer) : IScorer
{
    /// <summary>s.</summary>
    public IScorer Inner => scorer;

    /// <inheritdoc/>
    public string Name => $"-{scorer.Name}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation) =>
        [.. (await scorer.ScoreAsync(outputs, cancellation)).Select(score => -score)];
}
