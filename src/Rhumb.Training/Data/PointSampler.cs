using System.Numerics;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Data;

/// <summary>
/// Draws training points of a shape with their labels, most of them near the surface, because legs are thin (as Chen and Zhang 2019 do).
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
    /// <param name="points">Positions [P, 3], row-major.</param>
    /// <param name="labels">1 inside, 0 outside [P].</param>
    public void Sample(RandomStream random, ShapeVariant variant, Span<float> points, Span<float> labels)
    {
        if (points.Length != 3 * labels.Length)
            throw new ArgumentException($"{labels.Length} points need {3 * labels.Length} coordinates, not {points.Length}.", nameof(points));
        var reach = Vector3.Min(_shape.Extent / 2 + new Vector3((float)_mixture.Margin), new Vector3(0.5f));
        for (var i = 0; i < labels.Length; i++)
        {
            var p = _surface.Length > 0 && _mixture.BandOf(i, labels.Length) is { } band
                ? Near(random, band.Distance)
                : reach * new Vector3((float)random.Uniform(-1, 1), (float)random.Uniform(-1, 1), (float)random.Uniform(-1, 1));
            labels[i] = _shape.Solid.Contains(p) ? 1 : 0;
            variant.FromOriginal(p).CopyTo(points[(3 * i)..]);
        }
    }

    private Vector3 Near(RandomStream random, double distance)
    {
        var n = _shape.Solid.Resolution;
        var cell = _surface[random.Index(_surface.Length)];
        var centre = new Vector3(SolidSampling.Centre(cell / (n * n), n), SolidSampling.Centre(cell / n % n, n), SolidSampling.Centre(cell % n, n));
        return centre + (float)distance * new Vector3((float)random.Normal(), (float)random.Normal(), (float)random.Normal());
    }
}
