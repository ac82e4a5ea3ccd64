using Rhumb.LinearAlgebra;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>The rows of a batch that are shapes and their mirror images, in a new order each round.</summary>
/// <param name="voxels">The encoder's input for each shape, then for each mirror image.</param>
/// <param name="points">Draws the points.</param>
/// <param name="seed">Seed of order, points and noise.</param>
internal sealed class ReconstructionRows(float[][] voxels, BoxPoints points, long seed)
{
    private readonly EpochOrder _order = new(seed, voxels.Length);

    /// <summary>Fills the row at <paramref name="position"/> of the endless sequence: its voxels, the noise of its code, points and labels.</summary>
    public void Fill(long position, Span<float> voxel, Span<float> noise, Span<float> at, Span<float> labels)
    {
        var index = _order.At(position);
        var shapes = voxels.Length / 2;
        var random = new RandomStream(seed, "reconstruction", position);
        points.Fill(index % shapes, index >= shapes, random, at, labels);
        random.Normal(noise);
        voxels[index].CopyTo(voxel);
    }
}
