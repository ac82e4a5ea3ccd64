using System.Buffers;
using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>
/// Turns triangles into a solid whatever their holes: the triangles are sampled densely onto a grid, the outside is flooded from a
/// corner, and the solid is what the flood does not reach.
/// </summary>
public static class Voxelizer
{
    private const byte Empty = 0, Surface = 1, Outside = 2;

    // Rows 0.4 cells apart with a sample every 0.5 cells leave no point of a triangle further than √(0.4² + 0.25²) < 0.5 from a sample.
    // A step of the flood between two neighbouring cells crosses the triangle between their centres; the sample next to that crossing then
    // lies in one of the two cells, so no step gets through.
    private const float RowDistance = 0.4f, SampleDistance = 0.5f;

    /// <summary>The solid of triangles in [-0.5, 0.5]³ (see <see cref="TriangleSoup.Normalised"/>) on <paramref name="size"/>³ cells.</summary>
    public static VoxelSolid Solid(TriangleSoup soup, int size, CancellationToken cancellation = default)
    {
        // One empty cell on every side, so that the outside is one connected piece around the shape.
        var side = size + 2;
        var cells = ArrayPool<byte>.Shared.Rent(side * side * side);
        try
        {
            Array.Clear(cells, 0, side * side * side);
            Rasterise(soup, size, cells, cancellation);
            Flood(cells, side);
            return Pack(cells, size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(cells);
        }
    }

    private static void Rasterise(TriangleSoup soup, int size, byte[] cells, CancellationToken cancellation)
    {
        var count = soup.Triangles.Length / 3;
        const int block = 256;
        // Threads only ever write the same value, so the result does not depend on their order.
        Parallel.For(0, (count + block - 1) / block, new ParallelOptions { CancellationToken = cancellation }, b =>
        {
            for (var t = b * block; t < Math.Min(count, (b + 1) * block); t++)
            {
                Vector3 Corner(int k) => (soup.Vertices[soup.Triangles[3 * t + k]] + new Vector3(0.5f)) * size;
                RasteriseTriangle(Corner(0), Corner(1), Corner(2), size, cells);
            }
        });
    }

    /// <summary>Samples in rows parallel to the longest edge: the angles there are acute, so each row covers what lies above it.</summary>
    private static void RasteriseTriangle(Vector3 a, Vector3 b, Vector3 c, int size, byte[] cells)
    {
        var (ab, bc, ca) = (Vector3.DistanceSquared(a, b), Vector3.DistanceSquared(b, c), Vector3.DistanceSquared(c, a));
        if (bc >= ab && bc >= ca) (a, b, c) = (b, c, a);
        else if (ca >= ab) (a, b, c) = (c, a, b);
        var longest = Vector3.Distance(a, b);
        var height = longest > 0 ? Vector3.Cross(b - a, c - a).Length() / longest : 0;
        var rows = (int)MathF.Ceiling(height / RowDistance);
        for (var r = 0; r <= rows; r++)
        {
            var t = rows == 0 ? 0 : r / (float)rows;
            var (left, right) = (Vector3.Lerp(a, c, t), Vector3.Lerp(b, c, t));
            var samples = (int)MathF.Ceiling(longest * (1 - t) / SampleDistance);
            var step = samples == 0 ? Vector3.Zero : (right - left) / samples;
            for (var s = 0; s <= samples; s++)
                Mark(left + s * step, size, cells);
        }
    }

    private static void Mark(Vector3 p, int size, byte[] cells)
    {
        var last = size - 1;
        var (x, y, z) = (Math.Clamp((int)p.X, 0, last), Math.Clamp((int)p.Y, 0, last), Math.Clamp((int)p.Z, 0, last));
        var side = size + 2;
        cells[((x + 1) * side + y + 1) * side + z + 1] = Surface;
    }

    /// <summary>Floods the outside through faces, a whole run of cells along z at a time.</summary>
    private static void Flood(byte[] cells, int side)
    {
        var plane = side * side;
        var seeds = new Stack<int>([0]);
        while (seeds.TryPop(out var seed))
        {
            if (cells[seed] != Empty)
                continue;
            var line = seed / side * side;
            var (first, last) = (seed, seed);
            while (first > line && cells[first - 1] == Empty) first--;
            while (last < line + side - 1 && cells[last + 1] == Empty) last++;
            cells.AsSpan(first, last - first + 1).Fill(Outside);

            var (x, y) = (line / plane, line / side % side);
            if (x > 0) Seed(first - plane, last - plane);
            if (x < side - 1) Seed(first + plane, last + plane);
            if (y > 0) Seed(first - side, last - side);
            if (y < side - 1) Seed(first + side, last + side);
        }

        void Seed(int from, int to)
        {
            for (var i = from; i <= to; i++)
                if (cells[i] == Empty && (i == from || cells[i - 1] != Empty))
                    seeds.Push(i);
        }
    }

    private static VoxelSolid Pack(byte[] cells, int size)
    {
        var solid = new VoxelSolid(size);
        var words = solid.Words;
        var side = size + 2;
        var index = 0;
        for (var x = 0; x < size; x++)
            for (var y = 0; y < size; y++)
                foreach (var cell in cells.AsSpan(((x + 1) * side + y + 1) * side + 1, size))
                {
                    if (cell != Outside)
                        words[index >> 6] |= 1UL << (index & 63);
                    index++;
                }
        return solid;
    }
}
