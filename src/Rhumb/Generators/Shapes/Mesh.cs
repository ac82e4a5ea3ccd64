using System.Numerics;

namespace Rhumb.Generators.Shapes;

/// <summary>A triangle mesh with shared vertices and one normal a vertex; seen from outside, triangles run counter-clockwise.</summary>
public sealed class Mesh
{
    /// <summary>Wraps the arrays without copying.</summary>
    /// <param name="vertices">Positions, [V, 3] row-major.</param>
    /// <param name="triangles">Vertex indices, [T, 3] row-major.</param>
    /// <param name="normals">Unit normals that point outwards, [V, 3] row-major.</param>
    /// <exception cref="ArgumentException">Lengths do not fit each other or an index is outside [0, V).</exception>
    public Mesh(float[] vertices, int[] triangles, float[] normals)
    {
        if (vertices.Length % 3 != 0)
            throw new ArgumentException($"Vertices are [V, 3]; {vertices.Length} values are no multiple of 3.", nameof(vertices));
        if (triangles.Length % 3 != 0)
            throw new ArgumentException($"Triangles are [T, 3]; {triangles.Length} indices are no multiple of 3.", nameof(triangles));
        if (normals.Length != vertices.Length)
            throw new ArgumentException($"Normals are [V, 3] like the vertices: {vertices.Length} values, not {normals.Length}.", nameof(normals));
        var count = vertices.Length / 3;
        foreach (var index in triangles)
            if ((uint)index >= (uint)count)
                throw new ArgumentException($"Triangle index {index} is outside the {count} vertices.", nameof(triangles));
        (Vertices, Triangles, Normals) = (vertices, triangles, normals);
    }

    /// <summary>A mesh with area-weighted normals: n_v = Σ (b − a) × (c − a) over the triangles at v, normalised.</summary>
    public Mesh(float[] vertices, int[] triangles) : this(vertices, triangles, AreaWeightedNormals(vertices, triangles)) { }

    /// <summary>A mesh without vertices: what an empty solid decodes to.</summary>
    public static Mesh Empty { get; } = new([], [], []);

    /// <summary>Positions, [V, 3] row-major.</summary>
    public float[] Vertices { get; }

    /// <summary>Vertex indices, [T, 3] row-major.</summary>
    public int[] Triangles { get; }

    /// <summary>Unit normals, [V, 3] row-major.</summary>
    public float[] Normals { get; }

    /// <summary>V.</summary>
    public int VertexCount => Vertices.Length / 3;

    /// <summary>T.</summary>
    public int TriangleCount => Triangles.Length / 3;

    /// <summary>Position of vertex <paramref name="index"/>.</summary>
    public Vector3 Vertex(int index) => new(Vertices.AsSpan(3 * index, 3));

    /// <summary>Normal of vertex <paramref name="index"/>.</summary>
    public Vector3 Normal(int index) => new(Normals.AsSpan(3 * index, 3));

    /// <summary>The three corners of triangle <paramref name="index"/>.</summary>
    public (Vector3 A, Vector3 B, Vector3 C) Corners(int index) =>
        (Vertex(Triangles[3 * index]), Vertex(Triangles[3 * index + 1]), Vertex(Triangles[3 * index + 2]));

    /// <summary>Enclosed volume Σ a · (b × c) / 6, accumulated in double; negative where the mesh is inside out. Means something for closed meshes only.</summary>
    public double Volume()
    {
        var six = 0.0;
        for (var t = 0; t < TriangleCount; t++)
        {
            var (a, b, c) = Corners(t);
            six += Vector3.Dot(a, Vector3.Cross(b, c));
        }
        return six / 6;
    }

    /// <summary>Surface area Σ |(b − a) × (c − a)| / 2, accumulated in double.</summary>
    public double Area()
    {
        var twice = 0.0;
        for (var t = 0; t < TriangleCount; t++)
        {
            var (a, b, c) = Corners(t);
            twice += Vector3.Cross(b - a, c - a).Length();
        }
        return twice / 2;
    }

    /// <summary>The smallest box around the vertices; zero for an empty mesh.</summary>
    public BoundingBox Bounds()
    {
        if (VertexCount == 0)
            return default;
        var (min, max) = (Vertex(0), Vertex(0));
        for (var v = 1; v < VertexCount; v++)
            (min, max) = (Vector3.Min(min, Vertex(v)), Vector3.Max(max, Vertex(v)));
        return new BoundingBox(min, max);
    }

    private static float[] AreaWeightedNormals(float[] vertices, int[] triangles)
    {
        var sums = new Vector3[vertices.Length / 3];
        for (var t = 0; t + 2 < triangles.Length; t += 3)
        {
            var (i, j, k) = (triangles[t], triangles[t + 1], triangles[t + 2]);
            var a = new Vector3(vertices.AsSpan(3 * i, 3));
            var weighted = Vector3.Cross(new Vector3(vertices.AsSpan(3 * j, 3)) - a, new Vector3(vertices.AsSpan(3 * k, 3)) - a);
            sums[i] += weighted;
            sums[j] += weighted;
            sums[k] += weighted;
        }
        var normals = new float[vertices.Length];
        for (var v = 0; v < sums.Length; v++)
            (sums[v] == Vector3.Zero ? Vector3.UnitY : Vector3.Normalize(sums[v])).CopyTo(normals, 3 * v);
        return normals;
    }
}
