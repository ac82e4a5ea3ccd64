using System.Numerics;

namespace Rhumb.Media;

/// <summary>A soft shadow on the floor under a mesh: what lies above each place, weighted by how close to the floor it is, blurred.</summary>
internal sealed class FloorShadow
{
    private const int Cells = 128;
    private const float Extent = 1.1f;
    private readonly float[] _darkness;

    public FloorShadow(Vector3[] positions, int[] triangles)
    {
        Floor = positions.Min(p => p.Y);
        var lowest = new float[Cells * Cells];
        Array.Fill(lowest, float.PositiveInfinity);
        for (var i = 0; i < triangles.Length; i += 3)
        {
            var (a, b, c) = (positions[triangles[i]], positions[triangles[i + 1]], positions[triangles[i + 2]]);
            // Triangles are about as large as cells, so their corners and centre are enough.
            foreach (var p in (ReadOnlySpan<Vector3>)[a, b, c, (a + b + c) / 3])
                if (CellOf(p) is var cell and >= 0)
                    lowest[cell] = Math.Min(lowest[cell], p.Y - Floor);
        }
        var contact = Array.ConvertAll(lowest, height => float.IsFinite(height) ? 0.5f * MathF.Exp(-height / 0.05f) : 0);
        var ambient = Array.ConvertAll(lowest, height => float.IsFinite(height) ? 0.55f * MathF.Exp(-height / 0.5f) : 0);
        Blur(contact, 1);
        Blur(ambient, 6);
        _darkness = [.. contact.Zip(ambient, (near, far) => 1 - (1 - near) * (1 - far))];
    }

    /// <summary>Height of the floor: the lowest vertex.</summary>
    public float Floor { get; }

    /// <summary>How much light is missing at (x, z) on the floor, in [0, 1].</summary>
    public float Darkness(float x, float z)
    {
        var (u, v) = ((x / (2 * Extent) + 0.5f) * Cells - 0.5f, (z / (2 * Extent) + 0.5f) * Cells - 0.5f);
        var (i, j) = ((int)MathF.Floor(u), (int)MathF.Floor(v));
        if (i < 0 || j < 0 || i >= Cells - 1 || j >= Cells - 1)
            return 0;
        var (s, t) = (u - i, v - j);
        return (1 - s) * ((1 - t) * _darkness[i * Cells + j] + t * _darkness[i * Cells + j + 1])
            + s * ((1 - t) * _darkness[(i + 1) * Cells + j] + t * _darkness[(i + 1) * Cells + j + 1]);
    }

    private static int CellOf(Vector3 p)
    {
        var (i, j) = ((int)((p.X / (2 * Extent) + 0.5f) * Cells), (int)((p.Z / (2 * Extent) + 0.5f) * Cells));
        return i is >= 0 and < Cells && j is >= 0 and < Cells ? i * Cells + j : -1;
    }

    /// <summary>Three box blurs of the given radius, nearly a Gaussian.</summary>
    private static void Blur(float[] map, int radius)
    {
        var line = new float[Cells];
        for (var pass = 0; pass < 3; pass++)
            foreach (var (along, across) in new[] { (1, Cells), (Cells, 1) })
                for (var row = 0; row < Cells; row++)
                {
                    for (var i = 0; i < Cells; i++)
                        line[i] = map[row * across + i * along];
                    for (var i = 0; i < Cells; i++)
                    {
                        var sum = 0f;
                        for (var k = Math.Max(0, i - radius); k <= Math.Min(Cells - 1, i + radius); k++)
                            sum += line[k];
                        map[row * across + i * along] = sum / (2 * radius + 1);
                    }
                }
    }
}
