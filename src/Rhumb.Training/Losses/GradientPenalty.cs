using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Losses;

/// <summary>Penalties on the gradient of a discriminator by its input, which training then differentiates once more.</summary>
public static class GradientPenalty
{
    /// <summary>½ E‖∇ₓ D(x)‖² (Mescheder et al. 2018): R1 at real images, R2 at generated ones.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="images">x [B, …].</param>
    /// <param name="scores">D(x) [B, 1], computed from <paramref name="images"/>, each score from its own image alone.</param>
    public static Value Zero(GraphBuilder g, Value images, Value scores) => 0.5 * new Term(g, AdversarialMean.Of(g, Squares(g, images, scores)));

    /// <summary>E(‖∇ₓ D(x)‖ − 1)² (Gulrajani et al. 2017), arguments as for <see cref="Zero"/>.</summary>
    public static Value Unit(GraphBuilder g, Value images, Value scores)
    {
        // The root has no derivative at 0.
        var norms = (new Term(g, Squares(g, images, scores)) + 1e-12).Sqrt();
        return AdversarialMean.Of(g, (norms - 1).Square());
    }

    // ‖∇ₓ D(x)‖² [B]: the gradient of the sum of scores holds each image's own.
    private static Value Squares(GraphBuilder g, Value images, Value scores)
    {
        var total = g.ReduceSum(scores, [.. Enumerable.Range(0, scores.Rank)]);
        var gradient = Gradient.Of(g, total, [images])[0];
        return g.ReduceSum(new Term(g, gradient).Square(), [.. Enumerable.Range(1, images.Rank - 1)]);
    }
}
