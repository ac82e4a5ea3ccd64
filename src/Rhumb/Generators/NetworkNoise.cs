using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators;

/// <summary>
/// The noise that networks draw by themselves, as StyleGAN 2 does where it is exported with <c>noise_mode='random'</c>: frozen as soon as a network is read, so that decode, metric, score and
/// derivative graphs are of one function and a recipe gives its output again.
/// </summary>
internal static class NetworkNoise
{
    /// <summary>The seed that <see cref="Point.NoiseSeed"/> of every point so far stands for.</summary>
    private const ulong Seed = 0;

    /// <summary>The network with its random nodes frozen; itself where it has none.</summary>
    /// <param name="network">A decoder, or a prior network.</param>
    /// <param name="blocks">Latent blocks, those that are inputs of other networks among them.</param>
    /// <param name="conditions">Conditions.</param>
    /// <exception cref="RhumbException">Whether it draws depends on what it is given.</exception>
    public static Model Frozen(Model network, IEnumerable<LatentBlock> blocks, IEnumerable<Condition> conditions)
    {
        if (!FrozenNoise.IsNeeded(network))
            return network;
        var shapes = conditions.ToDictionary(condition => condition.Name, condition => condition.Input.Shape, StringComparer.Ordinal);
        foreach (var block in blocks)
            shapes[block.Name] = [1, .. block.Shape.Select(length => (long)length)];
        try
        {
            return FrozenNoise.Run(network, shapes, Seed, GraphRuntime.Probe);
        }
        catch (GraphException error)
        {
            throw new RhumbException($"The network draws random numbers that cannot be frozen ({error.Message.TrimEnd('.')}); export it with its noise as constants.", error);
        }
    }

    /// <summary>As above, the blocks and conditions being those of <paramref name="manifest"/>.</summary>
    public static Model Frozen(Model network, GeneratorManifest manifest) =>
        Frozen(network, manifest.Code is { } code ? manifest.Latent.Append(code) : manifest.Latent, manifest.Conditions);
}
