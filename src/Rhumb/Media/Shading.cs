using System.Numerics;

namespace Rhumb.Media;

/// <summary>Turns a depth buffer into linear light.</summary>
internal sealed class Shading(RenderView view, RenderCamera camera, DepthBuffer buffer, FloorShadow? shadow)
{
    private const int OcclusionSamples = 16;
    private const float OcclusionRadius = 0.09f;

    private static readonly Vector3 Key = Vector3.Normalize(new(-0.35f, 0.85f, 0.6f));
    private static readonly Vector3 Fill = Vector3.Normalize(new(0.9f, 0.15f, 0.35f));
    private static readonly Vector3 SkyLight = new(0.42f, 0.44f, 0.47f), FloorLight = new(0.20f, 0.185f, 0.17f);
    private static readonly Vector3 KeyLight = new(0.66f, 0.64f, 0.60f), FillLight = new(0.13f, 0.14f, 0.16f);

    private readonly Vector3 _albedo = Linear(view.Albedo);

    /// <summary>Light and alpha of every sample, premultiplied, [size, size].</summary>
    public Vector4[] Shade()
    {
        var size = buffer.Size;
        var result = new Vector4[size * size];
        var background = view.Background is { } colour ? Linear(colour) : Vector3.Zero;
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var at = y * size + x;
                if (float.IsFinite(buffer.Depths[at]))
                {
                    result[at] = new Vector4(Surface(x, y, buffer.Depths[at], Vector3.Normalize(buffer.Normals[at])), 1);
                    continue;
                }
                var dark = FloorDarkness(x, y);
                result[at] = view.Background is null ? new Vector4(0, 0, 0, dark) : new Vector4(background * (1 - dark), 1);
            }
        return result;
    }

    private Vector3 Surface(int x, int y, float depth, Vector3 normal)
    {
        var open = Openness(x, y, depth, normal);
        var sky = Vector3.Lerp(FloorLight, SkyLight, 0.5f + 0.5f * normal.Y);
        // A little wrap keeps the terminator soft, as on clay.
        var key = Math.Max(0, (Vector3.Dot(normal, Key) + 0.15f) / 1.15f);
        var fill = Math.Max(0, Vector3.Dot(normal, Fill));
        var light = sky * open + KeyLight * key * (0.5f + 0.5f * open) + FillLight * fill * open;
        return _albedo * light;
    }

    /// <summary>Share of the half space above a sample that nearby surface leaves free, judged from the depth buffer.</summary>
    private float Openness(int x, int y, float depth, Vector3 normal)
    {
        var here = camera.Unproject(x + 0.5f, y + 0.5f, depth);
        var reach = OcclusionRadius * camera.SamplesPerUnit(depth);
        // A spiral, turned by a fixed hash of the sample so that its pattern averages out within a pixel.
        var turn = (x * 73856093 ^ y * 19349663) % 1024 / 1024f * MathF.Tau;
        var blocked = 0f;
        for (var i = 0; i < OcclusionSamples; i++)
        {
            var radius = reach * (i + 0.5f) / OcclusionSamples;
            var angle = turn + i * 2.3999632f;
            var (sx, sy) = (x + (int)MathF.Round(radius * MathF.Cos(angle)), y + (int)MathF.Round(radius * MathF.Sin(angle)));
            if ((uint)sx >= (uint)buffer.Size || (uint)sy >= (uint)buffer.Size)
                continue;
            var other = buffer.Depths[sy * buffer.Size + sx];
            if (!float.IsFinite(other))
                continue;
            var offset = camera.Unproject(sx + 0.5f, sy + 0.5f, other) - here;
            var length = offset.Length();
            if (length < 1e-6f)
                continue;
            var height = Vector3.Dot(offset, normal) / length;
            blocked += Math.Max(0, height - 0.1f) / (1 + length * length / (OcclusionRadius * OcclusionRadius));
        }
        return Math.Clamp(1 - 2.2f * blocked / OcclusionSamples, 0.25f, 1);
    }

    private float FloorDarkness(int x, int y)
    {
        if (shadow is null)
            return 0;
        var (near, far) = (camera.Unproject(x + 0.5f, y + 0.5f, 1), camera.Unproject(x + 0.5f, y + 0.5f, 2));
        var step = far - near;
        if (step.Y >= 0)
            return 0;
        var hit = near + step * ((shadow.Floor - near.Y) / step.Y);
        return shadow.Darkness(hit.X, hit.Z);
    }

    private static Vector3 Linear(Vector3 colour) => new(Decode(colour.X), Decode(colour.Y), Decode(colour.Z));

    private static float Decode(float value) => value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
}
