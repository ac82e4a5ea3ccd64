using System.Numerics;

namespace Rhumb.Media;

/// <summary>Nearest depth and its normal at each sample of a square image.</summary>
internal sealed class DepthBuffer
{
    public DepthBuffer(int size)
    {
        Size = size;
        Depths = new float[size * size];
        Normals = new Vector3[size * size];
        Array.Fill(Depths, float.PositiveInfinity);
    }

    public int Size { get; }

    /// <summary>Distance from the eye, [Size, Size]; +∞ where nothing is.</summary>
    public float[] Depths { get; }

    /// <summary>Interpolated normals, [Size, Size], not normalised.</summary>
    public Vector3[] Normals { get; }

    public void Draw(RenderCamera camera, Vector3[] positions, Vector3[] normals, int[] triangles)
    {
        var projected = Array.ConvertAll(positions, camera.Project);
        for (var i = 0; i < triangles.Length; i += 3)
        {
            var (a, b, c) = (triangles[i], triangles[i + 1], triangles[i + 2]);
            Fill(projected[a], projected[b], projected[c], normals[a], normals[b], normals[c]);
        }
    }

    private void Fill(Vector3 a, Vector3 b, Vector3 c, Vector3 na, Vector3 nb, Vector3 nc)
    {
        var doubled = (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);
        if (doubled == 0 || Math.Min(a.Z, Math.Min(b.Z, c.Z)) <= 0.01f)
            return;
        var (left, right) = Range(a.X, b.X, c.X);
        var (top, bottom) = Range(a.Y, b.Y, c.Y);
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var (px, py) = (x + 0.5f, y + 0.5f);
                var u = ((b.X - px) * (c.Y - py) - (b.Y - py) * (c.X - px)) / doubled;
                var v = ((c.X - px) * (a.Y - py) - (c.Y - py) * (a.X - px)) / doubled;
                var w = 1 - u - v;
                if (u < 0 || v < 0 || w < 0)
                    continue;
                var depth = u * a.Z + v * b.Z + w * c.Z;
                var at = y * Size + x;
                if (depth < Depths[at])
                    (Depths[at], Normals[at]) = (depth, u * na + v * nb + w * nc);
            }
    }

    private (int First, int Last) Range(float a, float b, float c) => (
        Math.Max(0, (int)MathF.Floor(Math.Min(a, Math.Min(b, c)) - 0.5f)),
        Math.Min(Size - 1, (int)MathF.Ceiling(Math.Max(a, Math.Max(b, c)) - 0.5f)));
}
