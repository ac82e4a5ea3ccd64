using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Search.Lines;

/// <summary>
/// Halving line search along sampled singular vectors: the points at t = ±w of a slider are compared with its centre; the better one is
/// taken, and where neither is better w is halved, a given number of times, before the next direction is drawn.
/// </summary>
/// <remarks>
/// Works the same for minimising, which is maximising a negated score (the original's did nothing different then). A slider counts once,
/// however often it was halved.
/// </remarks>
/// <param name="seed">Seed of the draws.</param>
/// <param name="halvings">Times that a line is halved before it is given up.</param>
/// <param name="request">How spectra are computed, and the ranges; the original's 0.2 D where null.</param>
/// <param name="rule">When the Jacobian is recomputed.</param>
public sealed class LocalLineSearch(long seed, int halvings = 8, SubspaceRequest? request = null, NextRule? rule = null) : ISearcher
{
    private readonly SubspaceRequest _request = request ?? new SubspaceRequest { Ranges = new MeanDistanceRange() };
    private readonly NextRule _rule = rule ?? new NextRule();

    /// <inheritdoc/>
    public string Name => "local";

    /// <inheritdoc/>
    public SearchState Start(LatentSpace space, Point start) => new LineSearchState { Space = space, Centre = start, Best = start };

    /// <inheritdoc/>
    public Query Ask(SearchState state)
    {
        var at = LineSearchState.Of(state);
        return at.Offered is { } line
            ? new LineQuery(line, [-at.Width, 0, at.Width])
            : new SubspaceQuery(at.Centre, _request with { Seed = unchecked(seed + at.Sliders) });
    }

    /// <inheritdoc/>
    public SearchState Tell(SearchState state, Answer answer)
    {
        var at = LineSearchState.Of(state);
        switch (answer)
        {
            case SubspaceAnswer found when at.Offered is null:
                return Draw(at with { Spectrum = found.Subspace, Pool = at.Pool.Refilled });
            case ChoiceAnswer choice when at.Offered is not null:
                var stays = NextRule.AtCentre(choice.Place);
                if (stays && at.Width > Math.ScaleB(1, -halvings)) return at.After(choice, 0) with { Width = at.Width / 2 };
                var moved = at.After(choice, 1) with { Width = 1 };
                return _rule.Recomputes(choice.Place) ? moved with { Spectrum = null, Offered = null } : Draw(moved);
            default:
                throw LineSearchState.Unfit(answer);
        }
    }

    private LineSearchState Draw(LineSearchState state)
    {
        var draw = new DirectionSampler(seed).Draw(state.Space, state.Spectrum!, state.Pool, 1);
        return state with { Offered = draw.Offered with { Centre = state.Centre }, Pool = draw.Pool };
    }
}
