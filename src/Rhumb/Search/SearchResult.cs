using Rhumb.Generators;

namespace Rhumb.Search;

/// <summary>What a search found; there is always one, also after cancelling.</summary>
/// <param name="Best">The best point; the last centre where there are no scores.</param>
/// <param name="BestScore">Its score.</param>
/// <param name="InitialScore">The start's score.</param>
/// <param name="Trace">One row an interaction.</param>
/// <param name="Reason">Why the search ended.</param>
/// <param name="Message">The same as a sentence for the user.</param>
public sealed record SearchResult(
    Point Best, double? BestScore, double? InitialScore, IReadOnlyList<TraceRow> Trace, StopReason Reason, string Message);
