using Rhumb.Generators.Shapes;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>Finds the training shape that a shape resembles most, after mirroring and stretching each axis to full length.</summary>
/// <param name="training">Solids of the training shapes, at any one resolution or another.</param>
/// <param name="size">Resolution of the comparison.</param>
public sealed class NearestShapes(IEnumerable<VoxelSolid> training, int size = 64)
{
    private readonly (VoxelSolid Solid, VoxelSolid Mirrored)[] _canonical =
        [.. training.Select(solid => CanonicalSolid.Of(solid, size)).Select(solid => (solid, solid.Mirrored()))];

    /// <summary>Index and IoU of the most similar training shape; the first of equals.</summary>
    public (int Index, double Similarity) Find(VoxelSolid solid)
    {
        var canonical = CanonicalSolid.Of(solid, size);
        var best = (Index: -1, Similarity: -1.0);
        for (var i = 0; i < _canonical.Length; i++)
        {
            var similarity = Math.Max(
                canonical.IntersectionOverUnion(_canonical[i].Solid), canonical.IntersectionOverUnion(_canonical[i].Mirrored));
            if (similarity > best.Similarity)
                best = (i, similarity);
        }
        return best;
    }
}
