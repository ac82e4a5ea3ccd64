using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>The hinge loss (Lim and Ye 2017) of scores r = D(real) and f = D(G(z)), each [B, 1].</summary>
public static class Hinge
{
    /// <summary>mean max(0, 1 − r) + mean max(0, 1 + f): what the discriminator minimises.</summary>
    public static Value Discriminator(GraphBuilder g, Value real, Value fake) =>
        new Term(g, AdversarialMean.Of(g, g.Relu(1 - new Term(g, real)))) + new Term(g, AdversarialMean.Of(g, g.Relu(1 + new Term(g, fake))));

    /// <summary>−mean f: what the generator minimises.</summary>
    public static Value Generator(GraphBuilder g, Value fake) => -new Term(g, AdversarialMean.Of(g, fake));
}
