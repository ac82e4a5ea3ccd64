using Rhumb.Autodiff;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators.Importing;

/// <summary>Tries whether a generator has recommended directions, which a derivative that is 0 everywhere leaves it without.</summary>
internal static class DirectionsTrial
{
    private const int Points = 8;

    /// <summary>‖J·v‖ for a unit v, in the metric's units of black to white, below which nobody sees anything change.</summary>
    private const double Flat = 1e-7;

    /// <summary>Why there are no recommended directions, as a note; null where there are.</summary>
    public static async Task<string?> RunAsync(GeneratorFolder folder, CancellationToken cancellation)
    {
        using var generator = GeneratorKinds.Open(folder);
        var d = generator.LatentSpace.Dimension;
        var direction = new float[d];
        try
        {
            for (var i = 0; i < Points; i++)
            {
                new RandomStream(i, "directions trial").Normal(direction, 1 / Math.Sqrt(d));
                var jacobian = await generator.LineariseAsync(generator.LatentSpace.Sample(0, i), cancellation);
                using var owned = jacobian as IDisposable;
                var along = await jacobian.ApplyAsync(new RowMatrix(1, d, direction), cancellation);
                if (along.Values.Sum(value => (double)value * value) > Flat * Flat)
                    return null;
            }
            return "No recommended directions: the output does not change under small moves of the latent, as where it is rounded to whole numbers, looked up by an argmax, or at the ends of its range everywhere; export the model without that step, or try the longer steps of 'rhumb directions --method differences'.";
        }
        catch (Exception refusal) when (refusal is RhumbException or GraphException or RuntimeException)
        {
            return $"No recommended directions: {refusal.Message}";
        }
    }
}
