using Rhumb.Subspaces;

namespace Rhumb.Search.Lines;

/// <summary>State of the searchers that walk lines; immutable.</summary>
public sealed record LineSearchState : SearchState
{
    /// <summary>What was found at the last Jacobian; null where it must be computed at the present centre.</summary>
    public Subspace? Spectrum { get; init; }

    /// <summary>What has been drawn from it.</summary>
    public DirectionPool Pool { get; init; } = DirectionPool.Full;

    /// <summary>The slider(s) to show, centred at the present centre; null until drawn.</summary>
    public Subspace? Offered { get; init; }

    /// <summary>Present half-width of the line in slider units: only the halving search changes it.</summary>
    public double Width { get; init; } = 1;

    /// <summary>The state after a choice on the sliders: moved, scored, <paramref name="sliders"/> more counted.</summary>
    internal LineSearchState After(ChoiceAnswer choice, int sliders)
    {
        var known = InitialScore is null && choice.CentreScore is { } initial
            ? this with { InitialScore = initial, Score = initial, BestScore = initial }
            : this;
        return (LineSearchState)known.MovedTo(choice.Point, choice.Score) with { Sliders = Sliders + sliders };
    }

    /// <summary>The state as this type.</summary>
    internal static LineSearchState Of(SearchState state) => state as LineSearchState
        ?? throw new ArgumentException($"This searcher's state is a {nameof(LineSearchState)}, not a {state.GetType().Name}.", nameof(state));

    /// <summary>The error for an answer that does not fit.</summary>
    internal static ArgumentException Unfit(Answer answer) => new($"The answer '{answer.GetType().Name}' does not fit the query.", nameof(answer));
}
