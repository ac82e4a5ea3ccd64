using System.Numerics;

namespace Rhumb.Generators.Shapes;

/// <summary>
/// Where fields are sampled, the one convention of Rhumb: n³ samples at cell centres, sample i of an axis at
/// Low + (i + ½)(High − Low)/n. Arrays over the grid are [x, y, z] row-major: index (x·n + y)·n + z. All around lies one more
/// layer of samples (index −1 and n) that are outside by definition, so that every solid is closed.
/// </summary>
/// <param name="Resolution">n, samples an axis.</param>
/// <param name="Low">Lower face of the sampled cube on each axis.</param>
/// <param name="High">Upper face of the sampled cube on each axis.</param>
public sealed record SampleGrid(int Resolution, float Low = -0.5f, float High = 0.5f)
{
    /// <summary>n, samples an axis.</summary>
    public int Resolution { get; } = Resolution is >= 2 and <= 512
        ? Resolution
        : throw new ArgumentOutOfRangeException(nameof(Resolution), Resolution, "A grid has 2 to 512 samples an axis.");

    /// <summary>Upper face of the sampled cube on each axis.</summary>
    public float High { get; } = High > Low ? High : throw new ArgumentOutOfRangeException(nameof(High), High, $"The upper face must lie above the lower one, {Low}.");

    /// <summary>n³.</summary>
    public int Count => Resolution * Resolution * Resolution;

    /// <summary>Distance of neighbouring samples, (High − Low)/n.</summary>
    public float Step => (High - Low) / Resolution;

    /// <summary>(x·n + y)·n + z.</summary>
    public int Index(int x, int y, int z) => (x * Resolution + y) * Resolution + z;

    /// <summary>Coordinate of sample <paramref name="i"/> of an axis; −1 and n are the layer around.</summary>
    public float Coordinate(int i) => Low + (i + 0.5f) * (High - Low) / Resolution;

    /// <summary>Position of the sample (x, y, z).</summary>
    public Vector3 Position(int x, int y, int z) => new(Coordinate(x), Coordinate(y), Coordinate(z));

    /// <summary>The positions of all samples, [n³, 3] row-major, in index order.</summary>
    public float[] Positions()
    {
        var points = new float[3 * Count];
        var at = 0;
        for (var x = 0; x < Resolution; x++)
            for (var y = 0; y < Resolution; y++)
                for (var z = 0; z < Resolution; z++)
                {
                    points[at++] = Coordinate(x);
                    points[at++] = Coordinate(y);
                    points[at++] = Coordinate(z);
                }
        return points;
    }
}
