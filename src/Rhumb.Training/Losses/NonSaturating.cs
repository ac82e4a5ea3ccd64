using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>The non-saturating adversarial loss (Goodfellow et al. 2014) of logits r = D(real) and f = D(G(z)), each [B, 1].</summary>
public static class NonSaturating
{
    /// <summary>mean softplus(−r) + mean softplus(f): what the discriminator minimises.</summary>
    public static Value Discriminator(GraphBuilder g, Value real, Value fake) =>
        new Term(g, AdversarialMean.Of(g, (-new Term(g, real)).Softplus())) + new Term(g, AdversarialMean.Of(g, g.Softplus(fake)));

    /// <summary>mean softplus(−f): what the generator minimises.</summary>
    public static Value Generator(GraphBuilder g, Value fake) => AdversarialMean.Of(g, (-new Term(g, fake)).Softplus());
}
