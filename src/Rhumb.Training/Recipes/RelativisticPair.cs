using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Losses;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>
/// The losses of a generator and its discriminator (Huang et al. 2024), whatever they make: the relativistic pairing loss of real and generated samples, and for the discriminator a
/// penalty on its gradient at both.
/// </summary>
/// <param name="Generator">What the names of the generator's parameters begin with.</param>
/// <param name="Discriminator">What the names of the discriminator's parameters begin with.</param>
/// <param name="Penalty">γ of ½ γ E‖∇ D‖².</param>
/// <param name="Penalised">How many real and generated samples the penalties look at.</param>
internal sealed record RelativisticPair(string Generator, string Discriminator, double Penalty, int Penalised)
{
    /// <summary>The losses.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="inputs">Everything fed at each step.</param>
    /// <param name="real">Real samples [B, …].</param>
    /// <param name="fake">Generated samples [B, …].</param>
    /// <param name="score">The discriminator's scores of samples 0 to n − 1 of the batch [n, …], given them and n.</param>
    public LossTerms Terms(GraphBuilder g, IReadOnlyList<Value> inputs, Value real, Value fake, Func<Value, int, Value> score)
    {
        var (n, batch) = (Penalised, (int)real.Extents[0]);
        var (realScore, fakeScore) = (score(real, batch), score(fake, batch));
        // A penalty differentiates by samples, so it looks at values that nothing else was computed from.
        var (someReal, someFake) = (g.Slice(real, 0, 0, n), g.Slice(fake, 0, 0, n));
        var atReal = GradientPenalty.Zero(g, someReal, score(someReal, n));
        var atFake = GradientPenalty.Zero(g, someFake, score(someFake, n));

        var adversarial = Relativistic.Discriminator(g, realScore, fakeScore);
        var penalty = new Term(g, atReal) + new Term(g, atFake);
        var discriminator = new Term(g, adversarial) + Penalty * penalty;
        return new LossTerms(
            inputs,
            [new Objective("generator", Generator, Relativistic.Generator(g, realScore, fakeScore)), new Objective("discriminator", Discriminator, discriminator)],
            new Dictionary<string, Value>(StringComparer.Ordinal) { ["adversarial"] = adversarial, ["penalty"] = penalty });
    }
}
