using Rhumb.Generators;

namespace Rhumb.Search;

/// <summary>
/// A search method as three pure functions: the same state and answer always give the same next state. It computes nothing heavy and
/// knows no generator; the <see cref="SearchLoop"/> does.
/// </summary>
public interface ISearcher
{
    /// <summary>Its name in traces and on the command line.</summary>
    string Name { get; }

    /// <summary>The state before the first query.</summary>
    SearchState Start(LatentSpace space, Point start);

    /// <summary>What the searcher wants to know in this state.</summary>
    Query Ask(SearchState state);

    /// <summary>The state after the answer to <see cref="Ask"/>'s query.</summary>
    /// <exception cref="ArgumentException">The answer is of another kind than the query.</exception>
    SearchState Tell(SearchState state, Answer answer);
}
