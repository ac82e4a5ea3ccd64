namespace Rhumb.Search;

/// <summary>When to stop; what is null does not limit.</summary>
/// <param name="Sliders">Sliders shown (gradient steps count as one).</param>
/// <param name="Evaluations">Outputs generated.</param>
/// <param name="Target">A score that is good enough.</param>
public sealed record SearchBudget(int? Sliders = null, long? Evaluations = null, double? Target = null)
{
    /// <summary>Why to stop now; null to go on.</summary>
    internal StopReason? Check(SearchState state, long evaluations) =>
        Target is { } target && state.BestScore >= target ? StopReason.Target
        : state.Sliders >= Sliders || evaluations >= Evaluations ? StopReason.Budget
        : null;
}
