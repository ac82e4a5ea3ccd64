using Rhumb.Subspaces;
using Rhumb.Generators;

namespace Rhumb.Search.Lines;

/// <summary>
/// Differential subspace search (Chiu, Koyama, Lai, Igarashi, Yue 2020): the singular vectors of the Jacobian at the centre are drawn with
/// probability ∝ σ and shown as sliders; the centre moves to the best position; after a move of more than 0.1 the Jacobian is recomputed.
/// </summary>
/// <remarks>With a scorer that looks at the centre too, the score never worsens.</remarks>
public sealed class SubspaceLineSearch : ISearcher
{
    private readonly IReadOnlyList<IReadOnlyList<double>> _positions;
    private readonly IReadOnlyList<double> _line;   // the same where l = 1

    /// <summary>A search with its settings fixed.</summary>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="positions">N, positions a scorer looks at; an even N is raised by one so that the centre is among them.</param>
    /// <param name="sliders">l, sliders shown at once.</param>
    /// <param name="request">How spectra are computed, and the sliders' ranges; the original's 0.2 D where null.</param>
    /// <param name="choice">Which directions are shown.</param>
    /// <param name="rule">When the Jacobian is recomputed.</param>
    /// <param name="spacing">How the positions are spread over a slider.</param>
    public SubspaceLineSearch(
        long seed, int positions = 41, int sliders = 1, SubspaceRequest? request = null,
        DirectionChoice choice = DirectionChoice.Proportional, NextRule? rule = null, LineSpacing spacing = LineSpacing.Even)
    {
        _positions = LinePositions.Filling(sliders, positions, spacing);
        _line = [.. _positions.Select(position => position[0])];
        (Seed, Sliders, Choice, Rule) = (seed, sliders, choice, rule ?? new NextRule());
        Request = request ?? new SubspaceRequest { Ranges = new MeanDistanceRange() };
    }

    /// <summary>
    /// The search for a scorer that knows nothing of the generator's scale: each slider goes as far as the prior allows, its positions graded, so that every line is looked at
    /// closely around the centre and across to other outputs.
    /// </summary>
    public static SubspaceLineSearch Wide(long seed, int positions = 41, int sliders = 1) =>
        new(seed, positions, sliders, new SubspaceRequest { Ranges = new PriorRange() }, spacing: LineSpacing.Graded);

    /// <inheritdoc/>
    public string Name => "lines";

    /// <summary>Seed of the draws.</summary>
    public long Seed { get; }

    /// <summary>l, sliders shown at once.</summary>
    public int Sliders { get; }

    /// <summary>How spectra are computed.</summary>
    public SubspaceRequest Request { get; }

    /// <summary>Which directions are shown.</summary>
    public DirectionChoice Choice { get; }

    /// <summary>When the Jacobian is recomputed.</summary>
    public NextRule Rule { get; }

    /// <inheritdoc/>
    public SearchState Start(LatentSpace space, Point start) => new LineSearchState { Space = space, Centre = start, Best = start };

    /// <inheritdoc/>
    public Query Ask(SearchState state)
    {
        var at = LineSearchState.Of(state);
        if (at.Offered is not { } offered)
            return new SubspaceQuery(at.Centre, Request with { Seed = unchecked(Seed + at.Sliders), WarmStart = null });
        return Sliders == 1
            ? new LineQuery(offered, _line)
            : new SliceQuery(offered, _positions);
    }

    /// <inheritdoc/>
    public SearchState Tell(SearchState state, Answer answer)
    {
        var at = LineSearchState.Of(state);
        return answer switch
        {
            SubspaceAnswer found when at.Offered is null => Draw(at with { Spectrum = found.Subspace, Pool = at.Pool.Refilled }),
            ChoiceAnswer choice when at.Offered is not null => Next(at.After(choice, Sliders), choice),
            _ => throw LineSearchState.Unfit(answer),
        };
    }

    private LineSearchState Next(LineSearchState moved, ChoiceAnswer choice) => Rule.Recomputes(choice.Place)
        ? moved with { Spectrum = null, Offered = null }
        : Draw(moved);

    private LineSearchState Draw(LineSearchState state)
    {
        var draw = Choice == DirectionChoice.Proportional
            ? new DirectionSampler(Seed).Draw(state.Space, state.Spectrum!, state.Pool, Sliders)
            : Largest(state.Spectrum!, state.Pool);
        return state with { Offered = draw.Offered with { Centre = state.Centre }, Pool = draw.Pool };
    }

    private DirectionDraw Largest(Subspace spectrum, DirectionPool pool)
    {
        if (spectrum.Rank < Sliders) throw new RhumbException($"{Sliders} sliders were asked for, but {spectrum.Rank} directions were computed; raise the rank.");
        if (spectrum.Rank - pool.Used.Count < Sliders) pool = pool.Refilled;
        int[] places = [.. Enumerable.Range(0, spectrum.Rank).Where(place => !pool.Used.Contains(place)).Take(Sliders)];
        return new DirectionDraw(spectrum.Select(places), pool with { Used = pool.Used.Union(places), Draws = pool.Draws + 1 });
    }
}
