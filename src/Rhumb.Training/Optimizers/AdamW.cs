using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), gradients clipped by their joint norm.</summary>
public sealed record AdamW
{
    /// <summary>β₁, decay of the mean of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, decay of the mean of their squares.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>ε, keeps the quotient finite.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>λ, the share of a weight that decays at a learning rate of 1.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest norm ‖g‖ of the whole gradient; longer ones are shortened to it.</summary>
    public double MaximumNorm { get; init; } = 1;

    /// <summary>
    /// Adds one step to the graph: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η (m c₁ / (√(v c₂) + ε) + λ θ), everything [N] but the
    /// scalars η (learning rate) and c₁, c₂ (see <see cref="Corrections"/>). Returns the new θ, m, v and ‖g‖ before clipping.
    /// </summary>
    public (Value Theta, Value First, Value Second, Value Norm) Step(
        GraphBuilder g, Value theta, Value first, Value second, Value gradient, Value rate, Value correction1, Value correction2)
    {
        Term Of(Value value) => new(g, value);
        var norm = g.Sqrt(g.ReduceSum(Of(gradient).Square(), [0]));
        var factor = g.Min(g.Scalar(1), MaximumNorm / (Of(norm) + 1e-6));
        var clipped = Of(gradient) * Of(factor);
        var m = Beta1 * Of(first) + (1 - Beta1) * clipped;
        var v = Beta2 * Of(second) + (1 - Beta2) * clipped.Square();
        var direction = m * Of(correction1) / ((v * Of(correction2)).Sqrt() + Epsilon);
        if (WeightDecay != 0)
            direction += WeightDecay * Of(theta);
        return (Of(theta) - Of(rate) * direction, m, v, norm);
    }

    /// <summary>c₁ = 1 / (1 − β₁ᵗ) and c₂ = 1 / (1 − β₂ᵗ) at step t = 1, 2, …: they undo the bias of means that begin at 0.</summary>
    public (float First, float Second) Corrections(long step) =>
        ((float)(1 / (1 - Math.Pow(Beta1, step))), (float)(1 / (1 - Math.Pow(Beta2, step))));
}
