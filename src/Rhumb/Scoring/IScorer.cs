using Rhumb.Generators;

namespace Rhumb.Scoring;

/// <summary>A score s(x) of outputs; higher is better, always.</summary>
public interface IScorer
{
    /// <summary>What it is called in traces.</summary>
    string Name { get; }

    /// <summary>s(x) for each output, in order. A score that is not a number counts as the worst.</summary>
    Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation);
}
