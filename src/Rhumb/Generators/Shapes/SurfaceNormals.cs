using System.Numerics;

namespace Rhumb.Generators.Shapes;

/// <summary>Normals of a surface in a sampled field: n = −∇f/|∇f| by differences of the samples around each crossing.</summary>
/// <remarks>
/// All samples used are ends of edges that the surface crosses or their neighbours across, so they were evaluated. Where a part is thinner than two samples
/// the differences see both of its sides; there the triangles decide.
/// </remarks>
internal sealed class SurfaceNormals(FieldGrid grid)
{
    /// <summary>Least cosine between gradient and triangles at which the gradient is believed.</summary>
    private const float Agreement = 0.7f;

    private readonly List<Vector3> _gradients = [];

    /// <summary>Adds the crossing on the grid edge from the padded index <paramref name="from"/> along <paramref name="axis"/> at <paramref name="t"/>.</summary>
    public void AddCrossing(int from, int axis, float t)
    {
        var to = from + grid.Stride(axis);
        var (a, b) = (grid.Values[from], grid.Values[to]);
        var normal = Vector3.Zero;
        normal[axis] = float.IsFinite(a) && float.IsFinite(b) ? a - b : a > 0 ? 1 : -1;
        if (float.IsFinite(a) && float.IsFinite(b))
            for (var other = 0; other < 3; other++)
                if (other != axis)
                    normal[other] = -((1 - t) * Difference(from, grid.Stride(other)) + t * Difference(to, grid.Stride(other)));
        _gradients.Add(normal);
    }

    /// <summary>Adds a vertex whose normal the triangles decide.</summary>
    public void AddUnknown() => _gradients.Add(Vector3.Zero);

    /// <summary>The mesh with its normals.</summary>
    public Mesh Attach(float[] vertices, int[] triangles)
    {
        var mesh = new Mesh(vertices, triangles);
        for (var v = 0; v < mesh.VertexCount; v++)
        {
            var normal = _gradients[v] / _gradients[v].Length();
            if (Vector3.Dot(normal, mesh.Normal(v)) >= Agreement)
                normal.CopyTo(mesh.Normals, 3 * v);
        }
        return mesh;
    }

    /// <summary>Central difference, one-sided at the faces of the cube.</summary>
    private float Difference(int at, int stride)
    {
        var (below, here, above) = (grid.Values[at - stride], grid.Values[at], grid.Values[at + stride]);
        return (float.IsFinite(below), float.IsFinite(above)) switch
        {
            (true, true) => (above - below) / 2,
            (true, false) => here - below,
            (false, true) => above - here,
            _ => 0,
        };
    }
}
