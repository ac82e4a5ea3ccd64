using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Search;

/// <summary>The one driver of every searcher with every oracle: budget, stopping, best so far, trace.</summary>
/// <param name="searcher">The method.</param>
/// <param name="oracle">Who judges.</param>
/// <param name="generator">Answers subspace queries; owned by the caller.</param>
/// <param name="budget">When to stop.</param>
/// <param name="elapsed">The caller's clock, for the trace; none where null.</param>
public sealed class SearchLoop(ISearcher searcher, IOracle oracle, IGenerator generator, SearchBudget budget, Func<TimeSpan>? elapsed = null)
{
    /// <summary>Searches from <paramref name="start"/> until the budget, the searcher, the oracle or <paramref name="cancellation"/> ends it.</summary>
    /// <param name="start">The first centre.</param>
    /// <param name="progress">Told of every row as it happens.</param>
    /// <param name="cancellation">Ends the search; the best so far is returned, not lost.</param>
    public async Task<SearchResult> RunAsync(Point start, IProgress<TraceRow>? progress = null, CancellationToken cancellation = default)
    {
        var space = generator.LatentSpace;
        var state = searcher.Start(space, start);
        var trace = new List<TraceRow>();
        long evaluations = 0, rows = 0;
        var interactions = 0;
        StopReason? reason = null;
        try
        {
            while ((reason = state.Stopped ?? budget.Check(state, evaluations)) is null)
            {
                cancellation.ThrowIfCancellationRequested();
                var query = searcher.Ask(state);
                var answer = query is SubspaceQuery subspace
                    ? await FindAsync(subspace, cancellation)
                    : await oracle.AnswerAsync(query, cancellation);
                if (answer is null)
                {
                    reason = StopReason.OracleEnded;
                    break;
                }
                evaluations += answer.Evaluations;
                if (answer is SubspaceAnswer found) rows += found.Rows;
                var next = searcher.Tell(state, answer);
                if (state.InitialScore is null && next.InitialScore is { } initial)
                    Add(new TraceRow(0, 0, 0, 0, initial, initial, 0, Seconds(), null, start));
                if (next.Sliders != state.Sliders)
                    Add(new TraceRow(++interactions, next.Sliders, evaluations, rows, next.Score, next.BestScore,
                        LatentSpace.Distance(space.Flatten(state.Centre), space.Flatten(next.Centre)), Seconds(), query, next.Centre));
                state = next;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            reason = StopReason.Cancelled;
        }
        return new SearchResult(state.Best, state.BestScore, state.InitialScore, trace, reason.Value, state.Note ?? Sentence(reason.Value));

        void Add(TraceRow row)
        {
            trace.Add(row);
            progress?.Report(row);
        }
    }

    private async Task<Answer> FindAsync(SubspaceQuery query, CancellationToken cancellation)
    {
        var subspace = await SubspaceFinder.FindAsync(generator, query.Point, query.Request, cancellation);
        return new SubspaceAnswer(subspace, subspace.Rows);
    }

    private double Seconds() => elapsed?.Invoke().TotalSeconds ?? 0;

    private static string Sentence(StopReason reason) => reason switch
    {
        StopReason.Budget => "The budget was spent.",
        StopReason.Target => "The wanted score was reached.",
        StopReason.LocalOptimum => "A local optimum, not proven global: other starts may lead higher.",
        StopReason.OracleEnded => "No more answers came.",
        _ => "Cancelled; this is the best found so far.",
    };
}
