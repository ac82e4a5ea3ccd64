using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>Your own score in C#: a function of one output.</summary>
/// <param name="name">What it is called in traces.</param>
/// <param name="score">s(x); higher is better.</param>
public sealed class DelegateScorer(string name, Func<Output, double> score) : IScorer
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<double>>([.. outputs.Select(score)]);
}
