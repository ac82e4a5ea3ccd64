using System.Numerics;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Data;

/// <summary>
/// Draws training points of a shape with their labels: a share of them near the surface, the rest uniform in the cube
/// (Chen and Zhang 2019 sample near the surface likewise, because legs are thin).
/// </summary>
public sealed class PointSampler
{
    /// <summary>At most so many surface cells are kept, evenly spread: enough for every detail at 64³, and bounded memory.</summary>
    private const int MaximumSurfaceCells = 1 << 16;

    private readonly TrainingShape _shape;
    private readonly PointMixture _mixture;
    private readonly int[] _surface;

    /// <summary>Prepares the surface cells of <paramref name="shape"/>: solid cells with an empty neighbour through a face.</summary>
    public PointSampler(TrainingShape shape, PointMixture mixture)
    {
        (_shape, _mixture) = (shape, mixture);
        var all = SurfaceCells.Of(shape.Solid);
        var stride = Math.Max(1, (all.Count + MaximumSurfaceCells - 1) / MaximumSurfaceCells);
        _surface = [.. all.Where((_, i) => i % stride == 0)];
    }

    /// <summary>Number of surface cells that points are drawn around.</summary>
    public int SurfaceCount => _surface.Length;

    /// <summary>Fills P points and labels of the shape as <paramref name="variant"/> shows it; the same stream gives the same points.</summary>
    /// <param name="random">The stream drawn from; open it by (seed, step, shape) to make each step reproducible.</param>
    /// <param name="variant">Mirror and stretch.</param>
    /// <param name="points">Positions [P, 3], row-major, in [-0.5, 0.5]³ but for a margin near the faces.</param>
    /// <param name="labels">1 inside, 0 outside [P].</param>
    public void Sample(RandomStream random, ShapeVariant variant, Span<float> points, Span<float> labels)
    {
        if (points.Length != 3 * labels.Length)
            throw new ArgumentException($"{labels.Length} points need {3 * labels.Length} coordinates, not {points.Length}.", nameof(points));
        var near = _surface.Length == 0 ? 0 : (int)Math.Round(labels.Length * _mixture.NearShare);
        for (var i = 0; i < labels.Length; i++)
        {
            var p = i < near
                ? variant.FromOriginal(Near(random))
                : new Vector3(Coordinate(random, 0.5), Coordinate(random, 0.5), Coordinate(random, 0.5));
            p.CopyTo(points[(3 * i)..]);
            labels[i] = _shape.Solid.Contains(variant.ToOriginal(p)) ? 1 : 0;
        }
    }

    private Vector3 Near(RandomStream random)
    {
        var n = _shape.Solid.Resolution;
        var cell = _surface[random.Index(_surface.Length)];
        var centre = new Vector3(SolidSampling.Centre(cell / (n * n), n), SolidSampling.Centre(cell / n % n, n), SolidSampling.Centre(cell % n, n));
        var d = _mixture.NearDistance;
        return centre + new Vector3(Coordinate(random, d), Coordinate(random, d), Coordinate(random, d));
    }

    private static float Coordinate(RandomStream random, double reach) => (float)random.Uniform(-reach, reach);
}
