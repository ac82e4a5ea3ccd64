using System.Numerics;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>Points with labels in the stretched box: the decoder sees every shape at its full length on each axis.</summary>
/// <param name="shapes">The shapes.</param>
/// <param name="mixture">Where the points lie.</param>
internal sealed class BoxPoints(IReadOnlyList<TrainingShape> shapes, PointMixture mixture)
{
    private readonly PointSampler[] _samplers = [.. shapes.Select(shape => new PointSampler(shape, mixture))];

    /// <summary>Fills points [P, 3] and labels [P] of a shape or its mirror image.</summary>
    public void Fill(int shape, bool mirror, RandomStream random, Span<float> points, Span<float> labels) =>
        _samplers[shape].Sample(random, new ShapeVariant(mirror, Vector3.One / shapes[shape].Extent), points, labels);
}
