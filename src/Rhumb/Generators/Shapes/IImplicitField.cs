namespace Rhumb.Generators.Shapes;

/// <summary>A solid given by a field f: R³ → R, inside where f is positive (a network's logits minus its iso level).</summary>
public interface IImplicitField
{
    /// <summary>
    /// values[i] = f(points[i]) for points [P, 3] row-major and values [P], any P ≥ 0. Callers send a few thousand points at a
    /// time: each call has a fixed cost of about 0.1 ms, and memory grows with P.
    /// </summary>
    Task EvaluateAsync(ReadOnlyMemory<float> points, Memory<float> values, CancellationToken cancellation);
}
