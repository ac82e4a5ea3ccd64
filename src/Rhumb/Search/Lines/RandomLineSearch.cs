using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Search.Lines;

/// <summary>
/// The baseline: sliders along random directions, unbiased (uniform on the sphere; the original's drew from the positive orthant only),
/// with the original's range of 0.2 D.
/// </summary>
public sealed class RandomLineSearch : ISearcher
{
    private readonly IReadOnlyList<IReadOnlyList<double>> _positions;
    private readonly IReadOnlyList<double> _line;   // the same where l = 1
    private readonly long _seed;
    private readonly int _sliders;
    private readonly double _share;

    /// <summary>A search with its settings fixed.</summary>
    /// <param name="seed">Seed of the directions.</param>
    /// <param name="positions">N, positions a scorer looks at; an even N is raised by one.</param>
    /// <param name="sliders">l, sliders shown at once.</param>
    /// <param name="share">Half-range of a slider as a share of D.</param>
    public RandomLineSearch(long seed, int positions = 41, int sliders = 1, double share = 0.2)
    {
        _positions = LinePositions.Filling(sliders, positions);
        _line = [.. _positions.Select(position => position[0])];
        (_seed, _sliders, _share) = (seed, sliders, share);
    }

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public SearchState Start(LatentSpace space, Point start) => Offer(new LineSearchState { Space = space, Centre = start, Best = start });

    /// <inheritdoc/>
    public Query Ask(SearchState state)
    {
        var offered = LineSearchState.Of(state).Offered!;
        return _sliders == 1
            ? new LineQuery(offered, _line)
            : new SliceQuery(offered, _positions);
    }

    /// <inheritdoc/>
    public SearchState Tell(SearchState state, Answer answer) => answer is ChoiceAnswer choice
        ? Offer(LineSearchState.Of(state).After(choice, _sliders))
        : throw LineSearchState.Unfit(answer);

    private LineSearchState Offer(LineSearchState state) => state with
    {
        Offered = RandomSubspace.At(state.Space, state.Centre, _sliders, _share * state.Space.MeanDistance(),
            new RandomStream(_seed, "random line", state.Sliders)),
    };
}
