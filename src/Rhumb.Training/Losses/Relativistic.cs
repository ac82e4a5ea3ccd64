using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>
/// The relativistic pairing loss (Jolicoeur-Martineau 2019; Huang et al. 2024): real and generated images are judged in pairs, so that the generator gains nothing by
/// crowding one spot. Logits r and f are [B, 1], pair by pair.
/// </summary>
public static class Relativistic
{
    /// <summary>mean softplus(f − r): what the discriminator minimises.</summary>
    public static Value Discriminator(GraphBuilder g, Value real, Value fake) => AdversarialMean.Of(g, (new Term(g, fake) - new Term(g, real)).Softplus());

    /// <summary>mean softplus(r − f): what the generator minimises.</summary>
    public static Value Generator(GraphBuilder g, Value real, Value fake) => AdversarialMean.Of(g, (new Term(g, real) - new Term(g, fake)).Softplus());
}
