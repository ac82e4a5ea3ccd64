using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

/// <summary>A pre-trained generator G: z ↦ x with its latent space and its Jacobian.</summary>
public interface IGenerator : IDisposable
{
    /// <summary>What the generator is: kind, latent blocks, licence, credit, hash.</summary>
    GeneratorManifest Manifest { get; }

    /// <summary>The space walked: the input of the prior network where there is one.</summary>
    LatentSpace LatentSpace { get; }

    /// <summary>G(z) for each point, in order.</summary>
    Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation);

    /// <summary>The Jacobian J = ∂(φ∘G)/∂z at <paramref name="point"/>, φ the default metric of the output's kind.</summary>
    Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation);

    /// <summary>
    /// Visible change between two points in [0, 1]: 0 for equal outputs, 1 for nothing in common
    /// (1 − IoU of the solids for shapes, the share of what differs for images and sounds), measured on a coarse decode.
    /// </summary>
    Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation);
}
