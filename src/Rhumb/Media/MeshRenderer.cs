using System.Numerics;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>Draws a mesh in software: z-buffer, key and fill light, sky light, creases darkened, a soft shadow on the floor, antialiased by supersampling.</summary>
public static class MeshRenderer
{
    /// <summary>A picture of <paramref name="mesh"/>; an empty mesh gives the bare background.</summary>
    public static RgbaImage Render(Mesh mesh, RenderView? view = null)
    {
        view ??= new RenderView();
        ArgumentOutOfRangeException.ThrowIfLessThan(view.Size, 8, nameof(view));
        ArgumentOutOfRangeException.ThrowIfLessThan(view.Supersampling, 1, nameof(view));
        var (positions, normals) = Upright(mesh, view.Up);
        var camera = new RenderCamera(view);
        var buffer = new DepthBuffer(view.Size * view.Supersampling);
        buffer.Draw(camera, positions, normals, mesh.Triangles);
        var shadow = mesh.TriangleCount == 0 ? null : new FloorShadow(positions, mesh.Triangles);
        var samples = new Shading(view, camera, buffer, shadow).Shade();
        return Resolve(samples, view.Size, view.Supersampling, view.Background is null);
    }

    private static (Vector3[] Positions, Vector3[] Normals) Upright(Mesh mesh, UpAxis up)
    {
        var positions = new Vector3[mesh.VertexCount];
        var normals = new Vector3[mesh.VertexCount];
        for (var v = 0; v < positions.Length; v++)
        {
            var (p, n) = (mesh.Vertex(v), mesh.Normal(v));
            (positions[v], normals[v]) = up == UpAxis.Y ? (p, n) : (new(p.X, p.Z, -p.Y), new(n.X, n.Z, -n.Y));
        }
        return (positions, normals);
    }

    /// <summary>Averages samples [s·size, s·size] of linear light (premultiplied) to 8-bit sRGB.</summary>
    private static RgbaImage Resolve(Vector4[] samples, int size, int s, bool transparent)
    {
        var image = new RgbaImage(size, size);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var sum = Vector4.Zero;
                for (var j = 0; j < s; j++)
                    for (var i = 0; i < s; i++)
                        sum += samples[(y * s + j) * size * s + x * s + i];
                sum /= s * s;
                var alpha = transparent ? sum.W : 1;
                var at = 4 * (y * size + x);
                for (var channel = 0; channel < 3; channel++)
                    image.Pixels[at + channel] = ToByte(Encode(alpha > 0 ? sum[channel] / alpha : 0));
                image.Pixels[at + 3] = ToByte(alpha);
            }
        return image;
    }

    private static byte ToByte(float value) => (byte)(Math.Clamp(value, 0, 1) * 255 + 0.5f);

    private static float Encode(float linear) => linear <= 0.0031308f ? 12.92f * linear : 1.055f * MathF.Pow(linear, 1 / 2.4f) - 0.055f;
}
