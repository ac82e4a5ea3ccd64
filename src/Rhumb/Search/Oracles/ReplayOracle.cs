namespace Rhumb.Search.Oracles;

/// <summary>Gives recorded answers again, in order; ends with them.</summary>
/// <param name="answers">The answers, without those to subspace queries.</param>
public sealed class ReplayOracle(IEnumerable<Answer> answers) : IOracle
{
    private readonly Queue<Answer> _answers = new(answers);

    /// <inheritdoc/>
    public Task<Answer?> AnswerAsync(Query query, CancellationToken cancellation) =>
        Task.FromResult(_answers.TryDequeue(out var answer) ? answer : null);
}
