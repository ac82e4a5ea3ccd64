using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Recipes;

/// <summary>The rows of a batch that are shapes and their mirror images, in a new order each round.</summary>
/// <param name="voxels">The encoder's input for each shape, then for each mirror image.</param>
/// <param name="points">Draws the points.</param>
/// <param name="seed">Seed of order, points and noise.</param>
internal sealed class ReconstructionRows(float[][] voxels, BoxPoints points, long seed)
{
    private (long Round, int[] Order) _order = (-1, []);

    /// <summary>Fills the row at <paramref name="position"/> of the endless sequence: its voxels, the noise of its code, points and labels.</summary>
    public void Fill(long position, Span<float> voxel, Span<float> noise, Span<float> at, Span<float> labels)
    {
        var index = Order(position / voxels.Length)[(int)(position % voxels.Length)];
        var shapes = voxels.Length / 2;
        var random = new RandomStream(seed, "reconstruction", position);
        points.Fill(index % shapes, index >= shapes, random, at, labels);
        random.Normal(noise);
        voxels[index].CopyTo(voxel);
    }

    /// <summary>The order of all shapes and mirror images in a round: Fisher and Yates, from the round's own stream.</summary>
    private int[] Order(long round)
    {
        if (_order.Round != round)
        {
            var order = Enumerable.Range(0, voxels.Length).ToArray();
            var random = new RandomStream(seed, "order", round);
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = random.Index(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
            _order = (round, order);
        }
        return _order.Order;
    }
}
