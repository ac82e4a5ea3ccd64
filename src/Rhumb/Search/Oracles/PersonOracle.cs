using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Search.Oracles;

/// <summary>A person in front of sliders: a delegate shows them and returns where they were left.</summary>
/// <param name="space">The latent space.</param>
/// <param name="show">Shows the sliders, returns t ∈ [−1, 1]^k; null when the person leaves.</param>
public sealed class PersonOracle(LatentSpace space, Func<Subspace, CancellationToken, Task<IReadOnlyList<double>?>> show) : IOracle
{
    /// <inheritdoc/>
    public async Task<Answer?> AnswerAsync(Query query, CancellationToken cancellation)
    {
        var sliders = query switch
        {
            LineQuery line => line.Line,
            SliceQuery slice => slice.Slice,
            _ => throw new RhumbException("A person answers sliders only; choose the method lines."),
        };
        return await show(sliders, cancellation) is { } place
            ? new ChoiceAnswer(place, sliders.At(space, place.ToArray()), Score: null, CentreScore: null)
            : null;
    }
}
