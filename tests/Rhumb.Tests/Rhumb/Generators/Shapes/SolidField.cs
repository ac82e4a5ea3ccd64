using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Generators.Shapes;

/// <summary>An analytic solid: the union (maximum) of signed distances, positive inside. Counts what it is asked.</summary>
internal sealed class SolidField(params Func<Vector3, float>[] parts) : IImplicitField
{
    public long Points { get; private set; }

    public Task EvaluateAsync(ReadOnlyMemory<float> points, Memory<float> values, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Points += values.Length;
        for (var i = 0; i < values.Length; i++)
            values.Span[i] = At(new Vector3(points.Span.Slice(3 * i, 3)));
        return Task.CompletedTask;
    }

    public float At(Vector3 p) => parts.Max(part => part(p));

    public static Func<Vector3, float> Sphere(Vector3 centre, float radius) => p => radius - (p - centre).Length();

    public static Func<Vector3, float> Shell(float outer, float inner) => p => Math.Min(outer - p.Length(), p.Length() - inner);

    public static Func<Vector3, float> Torus(float ring, float tube) => p => tube - new Vector2(new Vector2(p.X, p.Z).Length() - ring, p.Y).Length();

    public static Func<Vector3, float> Box(Vector3 centre, Vector3 size) => p =>
    {
        var d = Vector3.Abs(p - centre) - size / 2;
        return -(Vector3.Max(d, Vector3.Zero).Length() + Math.Min(0, Math.Max(d.X, Math.Max(d.Y, d.Z))));
    };

    public static Func<Vector3, float> Rod(Vector3 from, Vector3 to, float radius) => p =>
    {
        var t = Math.Clamp(Vector3.Dot(p - from, to - from) / (to - from).LengthSquared(), 0, 1);
        return radius - (p - from - t * (to - from)).Length();
    };

    /// <summary>A chair with legs of one voxel at 64³.</summary>
    public static SolidField Chair(float leg = 0.016f) => new(
        Box(new(0, -0.05f, 0), new(0.5f, 0.06f, 0.5f)),
        Box(new(0, 0.2f, -0.22f), new(0.5f, 0.5f, 0.05f)),
        Box(new(0.21f, -0.27f, 0.21f), new(leg, 0.42f, leg)),
        Box(new(-0.21f, -0.27f, 0.21f), new(leg, 0.42f, leg)),
        Box(new(0.21f, -0.27f, -0.21f), new(leg, 0.42f, leg)),
        Box(new(-0.21f, -0.27f, -0.21f), new(leg, 0.42f, leg)));

    public static IEnumerable<(string Name, SolidField Field)> All()
    {
        yield return ("sphere", new(Sphere(Vector3.Zero, 0.3f)));
        yield return ("torus", new(Torus(0.3f, 0.08f)));
        yield return ("thin rod", new(Rod(new(-0.4f, -0.3f, -0.35f), new(0.4f, 0.35f, 0.3f), 0.02f)));
        yield return ("two parts", new(Sphere(new(-0.25f, 0, 0), 0.15f), Sphere(new(0.25f, 0.1f, 0), 0.2f)));
        yield return ("hollow", new(Shell(0.4f, 0.3f)));
        yield return ("chair", Chair());
        yield return ("beyond the cube", new(Sphere(new(0.4f, 0.4f, 0.4f), 0.3f)));
        yield return ("empty", new(_ => -1));
        yield return ("full", new(_ => 1));
    }
}
