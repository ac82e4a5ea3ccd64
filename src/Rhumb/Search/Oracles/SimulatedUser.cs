using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Search.Oracles;

/// <summary>
/// A person modelled on a scorer: takes the scorer's best position, but lets the slider go up to a motor error beside it, and reports no
/// score, as people do not.
/// </summary>
/// <param name="scorer">Who knows the best position.</param>
/// <param name="space">The latent space.</param>
/// <param name="motorError">Standard deviation of where a slider is let go, in slider units; clamped to [−1, 1].</param>
/// <param name="seed">Seed of the errors.</param>
public sealed class SimulatedUser(IOracle scorer, LatentSpace space, double motorError, long seed) : IOracle
{
    private readonly RandomStream _random = new(seed, "simulated user");

    /// <inheritdoc/>
    public async Task<Answer?> AnswerAsync(Query query, CancellationToken cancellation)
    {
        Subspace sliders = query switch
        {
            LineQuery line => line.Line,
            SliceQuery slice => slice.Slice,
            _ => throw new RhumbException("A simulated user answers sliders only; choose the method lines."),
        };
        if (await scorer.AnswerAsync(query, cancellation) is not ChoiceAnswer best) return null;
        double[] place = [.. best.Place.Select(t => Math.Clamp(t + motorError * _random.Normal(), -1, 1))];
        return new ChoiceAnswer(place, sliders.At(space, place), Score: null, CentreScore: null) { Evaluations = best.Evaluations };
    }
}
