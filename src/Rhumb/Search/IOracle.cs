namespace Rhumb.Search;

/// <summary>Who judges: a person, a scorer, a replay, a simulated user. Interchangeable.</summary>
public interface IOracle
{
    /// <summary>Answers any query but <see cref="SubspaceQuery"/>; null when it has no more answers (the person left).</summary>
    /// <exception cref="RhumbException">The oracle cannot answer queries of this kind; the message names a method that fits.</exception>
    Task<Answer?> AnswerAsync(Query query, CancellationToken cancellation);
}
