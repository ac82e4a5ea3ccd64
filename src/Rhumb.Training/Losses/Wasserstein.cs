using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>The Wasserstein loss (Arjovsky et al. 2017) of scores r = D(real) and f = D(G(z)), each [B, 1]; it needs <see cref="GradientPenalty.Unit"/> at <see cref="Between"/>.</summary>
public static class Wasserstein
{
    /// <summary>mean f − mean r: what the critic minimises.</summary>
    public static Value Critic(GraphBuilder g, Value real, Value fake) => g.Sub(AdversarialMean.Of(g, fake), AdversarialMean.Of(g, real));

    /// <summary>−mean f: what the generator minimises.</summary>
    public static Value Generator(GraphBuilder g, Value fake) => -new Term(g, AdversarialMean.Of(g, fake));

    /// <summary>x̂ = x + u (x̃ − x) for images x and x̃ [B, …] and u [B, 1 …] in [0, 1]: where the penalty is taken (Gulrajani et al. 2017).</summary>
    public static Value Between(GraphBuilder g, Value real, Value fake, Value u) => g.Add(real, g.Mul(u, g.Sub(fake, real)));
}
