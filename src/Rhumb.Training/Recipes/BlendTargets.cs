using System.Numerics;
using Rhumb.Generators.Shapes;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>
/// What a mixture of shapes should look like: the blend m = Σ a_i v_i of depths v_i, each shape stretched to 64³ cells. Inside, v is the distance to the nearest outside
/// cell − ½, at most 2 cells; outside it is −½ flat. So a part of any weighty shape stays whole in the blend: with symmetric distances, legs of
/// different chairs cancel each other. Of the blend only the largest part counts: crumbs of a lighter shape that hang in the air are not learnt.
/// </summary>
internal sealed class BlendTargets
{
    /// <summary>Cells an axis.</summary>
    public const int Size = 64;

    private const double Outside = -0.5, Deepest = 2, Unit = 100;

    // The cells around one, nearest first, as far as depths are told apart.
    private static readonly (int X, int Y, int Z, double Distance)[] Around =
        [.. from x in Enumerable.Range(-2, 5) from y in Enumerable.Range(-2, 5) from z in Enumerable.Range(-2, 5)
            let distance = Math.Sqrt(x * x + y * y + z * z) where distance is > 0 and < Deepest + 0.5 orderby distance select (x, y, z, distance)];

    private readonly byte[][] _depths;
    private readonly int[][] _inside;

    /// <summary>Prepares the depths of shapes.</summary>
    public BlendTargets(IEnumerable<TrainingShape> shapes)
    {
        VoxelSolid[] solids = [.. shapes.Select(shape => BoxedVoxels.Stretched(shape.Solid, shape.Extent, Size))];
        _depths = Array.ConvertAll(solids, Depths);
        _inside = Array.ConvertAll(solids, solid => solid.Inside().ToArray());
    }

    /// <summary>The centre of a cell.</summary>
    public static Vector3 Centre(int cell) => new(
        SolidSampling.Centre(cell / (Size * Size), Size), SolidSampling.Centre(cell / Size % Size, Size), SolidSampling.Centre(cell % Size, Size));

    /// <summary>The centre of the cell around <paramref name="q"/>, and its index, or −1 beyond the box.</summary>
    public static (Vector3 Centre, int Index) Snap(Vector3 q)
    {
        var (x, y, z) = (Cell(q.X), Cell(q.Y), Cell(q.Z));
        var inside = Math.Min(x, Math.Min(y, z)) >= 0 && Math.Max(x, Math.Max(y, z)) < Size;
        return (new Vector3(SolidSampling.Centre(x, Size), SolidSampling.Centre(y, Size), SolidSampling.Centre(z, Size)), inside ? (x * Size + y) * Size + z : -1);

        // One layer of cells around the box stands for all that lies beyond.
        static int Cell(float coordinate) => Math.Clamp((int)MathF.Floor((coordinate + 0.5f) * Size), -1, Size);
    }

    /// <summary>The largest part of the blend under weights that sum to 1: the cells with m &gt; 0 that hang together.</summary>
    public VoxelSolid Whole(ReadOnlySpan<(int Shape, float Weight)> mixture)
    {
        var sums = new float[Size * Size * Size];
        foreach (var (shape, weight) in mixture)
        {
            var depths = _depths[shape];
            foreach (var cell in _inside[shape])
                sums[cell] += weight * depths[cell];
        }
        var solid = new VoxelSolid(Size);
        for (var cell = 0; cell < sums.Length; cell++)
            if (sums[cell] > -Outside * Unit)
                solid[cell] = true;
        return solid.LargestComponent();
    }

    /// <summary>The label of a cell: σ(4 m) in the blend, σ(10 m) outside; a cell of the blend that its largest part <paramref name="whole"/> lacks is outside.</summary>
    public float Label(int cell, ReadOnlySpan<(int Shape, float Weight)> mixture, VoxelSolid whole)
    {
        var m = Outside;
        if (cell >= 0)
            foreach (var (shape, weight) in mixture)
                m += weight * _depths[shape][cell] / Unit;
        if (m > 0 && !whole[cell])
            m = Outside;
        return (float)(1 / (1 + Math.Exp(-(m < 0 ? 10 : 4) * m)));
    }

    /// <summary>(v + ½) · 100 of each cell.</summary>
    internal static byte[] Depths(VoxelSolid solid)
    {
        var depths = new byte[solid.Count];
        foreach (var i in solid.Inside())
        {
            var (x, y, z) = (i / (Size * Size), i / Size % Size, i % Size);
            var nearest = Deepest + 0.5;
            foreach (var (dx, dy, dz, distance) in Around)
                if (!solid[x + dx, y + dy, z + dz])
                {
                    nearest = distance;
                    break;
                }
            depths[i] = (byte)Math.Round(Unit * (Math.Min(nearest - 0.5, Deepest) - Outside));
        }
        return depths;
    }
}
