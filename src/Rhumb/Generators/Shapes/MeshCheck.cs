namespace Rhumb.Generators.Shapes;

/// <summary>What is wrong with a mesh as the boundary of a solid; all zero for a closed, oriented manifold.</summary>
/// <param name="OpenEdges">Directed edges whose opposite is missing: holes, or neighbours that are oriented against each other.</param>
/// <param name="RepeatedEdges">Directed edges that more than one triangle uses: not manifold, or not oriented.</param>
/// <param name="BranchingVertices">Vertices whose triangles do not form one closed fan.</param>
/// <param name="DegenerateTriangles">Triangles that repeat a vertex, or whose area is zero in float32.</param>
public sealed record MeshCheck(int OpenEdges, int RepeatedEdges, int BranchingVertices, int DegenerateTriangles)
{
    /// <summary>No holes: each edge is used in both directions.</summary>
    public bool IsClosed => OpenEdges == 0;

    /// <summary>Two triangles an edge, one fan a vertex.</summary>
    public bool IsManifold => RepeatedEdges == 0 && BranchingVertices == 0;

    /// <summary>Closed, manifold, consistently oriented and without degenerate triangles.</summary>
    public bool IsSound => IsClosed && IsManifold && DegenerateTriangles == 0;

    /// <summary>Counts the defects of <paramref name="mesh"/> in O(T).</summary>
    public static MeshCheck Of(Mesh mesh)
    {
        // next[(v, a)] = b for the triangle (v, a, b): walking it turns around v.
        var next = new Dictionary<(int From, int To), int>(mesh.Triangles.Length);
        var triangles = mesh.Triangles;
        var fan = new int[mesh.VertexCount];
        var (repeated, degenerate) = (0, 0);
        for (var t = 0; t < mesh.TriangleCount; t++)
        {
            var (i, j, k) = (triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]);
            var (a, b, c) = mesh.Corners(t);
            if (i == j || j == k || k == i || System.Numerics.Vector3.Cross(b - a, c - a).Length() == 0)
                degenerate++;
            repeated += next.TryAdd((i, j), k) ? 0 : 1;
            repeated += next.TryAdd((j, k), i) ? 0 : 1;
            repeated += next.TryAdd((k, i), j) ? 0 : 1;
            fan[i]++;
            fan[j]++;
            fan[k]++;
        }
        var open = next.Keys.Count(edge => !next.ContainsKey((edge.To, edge.From)));

        var branching = 0;
        var seen = new bool[mesh.VertexCount];
        foreach (var (vertex, start) in next.Keys)
        {
            if (seen[vertex])
                continue;
            seen[vertex] = true;
            var (turns, at) = (0, start);
            do
            {
                turns++;
                if (!next.TryGetValue((vertex, at), out at))
                    break;
            }
            while (at != start && turns <= fan[vertex]);
            if (at != start || turns != fan[vertex])
                branching++;
        }
        return new MeshCheck(open, repeated, branching, degenerate);
    }
}
