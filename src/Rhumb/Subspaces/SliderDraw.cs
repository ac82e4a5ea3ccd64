using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>
/// Draws sliders worth moving: a direction along which, as far as the prior reaches, neither end differs visibly from the centre is passed over for the next draw. Where latents have many
/// dimensions most directions are such; each is seldom drawn, but one of them often is.
/// </summary>
/// <param name="generator">The generator.</param>
/// <param name="ranges">How slider ranges are chosen.</param>
internal sealed class SliderDraw(IGenerator generator, IRangeRule ranges)
{
    /// <summary>The visible change of at least one end.</summary>
    public const double LeastChange = 0.2;

    /// <summary>Most directions passed over: an output that hardly changes at all still gets its sliders.</summary>
    public const int MostPassedOver = 12;

    /// <summary><paramref name="count"/> sliders at <paramref name="centre"/>, drawn from <paramref name="spectrum"/> by <see cref="DirectionSampler"/>, with their ranges.</summary>
    /// <exception cref="RhumbException">The point has fewer directions.</exception>
    public async Task<Subspace> DrawAsync(Subspace spectrum, Point centre, DirectionPool pool, long seed, int count, CancellationToken cancellation)
    {
        var sampler = new DirectionSampler(seed);
        List<Subspace> worth = [], passedOver = [];
        for (var wanted = count; wanted > 0; wanted = Math.Min(count - worth.Count, Left(spectrum, pool)))
        {
            var draw = sampler.Draw(generator.LatentSpace, spectrum, pool, wanted);
            var ranged = await ranges.ApplyAsync(generator, draw.Offered with { Centre = centre }, cancellation);
            for (var i = 0; i < wanted; i++)
            {
                var slider = ranged.Select([i]);
                (await IsWorthMovingAsync(slider, cancellation) ? worth : passedOver).Add(slider);
            }
            pool = draw.Pool;
            if (passedOver.Count >= MostPassedOver)
                break;
        }
        return Joined([.. worth.Concat(passedOver).Take(count)]);
    }

    private async Task<bool> IsWorthMovingAsync(Subspace slider, CancellationToken cancellation) =>
        await ChangeAsync(slider, 1, cancellation) >= LeastChange || await ChangeAsync(slider, -1, cancellation) >= LeastChange;

    private Task<double> ChangeAsync(Subspace slider, double end, CancellationToken cancellation) =>
        generator.VisibleChangeAsync(slider.Centre, slider.At(generator.LatentSpace, [end]), cancellation);

    private static int Left(Subspace spectrum, DirectionPool pool) => spectrum.Rank + spectrum.TailDimension - pool.Used.Count - pool.Tail.Count;

    private static Subspace Joined(IReadOnlyList<Subspace> sliders) => sliders.Skip(1).Aggregate(sliders[0], (first, second) => first.Join(second));
}
