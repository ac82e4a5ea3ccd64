using System.Numerics;

namespace Rhumb.Training.Data;

/// <summary>Cuts a flat polygon into triangles by clipping ears, so that concave faces (a cut-out backrest) stay open where they are.</summary>
internal static class PolygonTriangulation
{
    /// <summary>Adds the N − 2 triangles of the polygon <paramref name="corners"/> [N ≥ 3] (indices into <paramref name="vertices"/>).</summary>
    public static void Add(List<int> triangles, IReadOnlyList<Vector3> vertices, ReadOnlySpan<int> corners)
    {
        if (corners.Length > 3)
        {
            var normal = Normal(vertices, corners);
            var ring = new List<int>(corners.Length);
            foreach (var corner in corners) ring.Add(corner);
            while (ring.Count > 3 && FindEar(ring, vertices, normal) is { } ear)
            {
                triangles.AddRange([ring[(ear + ring.Count - 1) % ring.Count], ring[ear], ring[(ear + 1) % ring.Count]]);
                ring.RemoveAt(ear);
            }
            // A fan finishes the last triangle, and what has no ear left (a polygon that crosses itself).
            for (var i = 1; i + 1 < ring.Count; i++)
                triangles.AddRange([ring[0], ring[i], ring[i + 1]]);
            return;
        }
        triangles.AddRange(corners);
    }

    /// <summary>Newell's normal: right for polygons that are concave or not quite flat.</summary>
    private static Vector3 Normal(IReadOnlyList<Vector3> vertices, ReadOnlySpan<int> corners)
    {
        var sum = Vector3.Zero;
        var origin = vertices[corners[0]];
        for (var i = 1; i + 1 < corners.Length; i++)
            sum += Vector3.Cross(vertices[corners[i]] - origin, vertices[corners[i + 1]] - origin);
        return sum;
    }

    private static int? FindEar(List<int> ring, IReadOnlyList<Vector3> vertices, Vector3 normal)
    {
        for (var i = 0; i < ring.Count; i++)
        {
            var (ia, ib, ic) = (ring[(i + ring.Count - 1) % ring.Count], ring[i], ring[(i + 1) % ring.Count]);
            var (a, b, c) = (vertices[ia], vertices[ib], vertices[ic]);
            if (Vector3.Dot(Vector3.Cross(b - a, c - b), normal) < 0)
                continue; // a reflex corner
            var empty = true;
            foreach (var index in ring)
                if (index != ia && index != ib && index != ic && Inside(vertices[index], a, b, c, normal))
                {
                    empty = false;
                    break;
                }
            if (empty)
                return i;
        }
        return null;
    }

    // Strictly inside: corners shared by two rings of the polygon (bridges to a hole) lie on an edge and must not block an ear.
    private static bool Inside(Vector3 p, Vector3 a, Vector3 b, Vector3 c, Vector3 normal) =>
        Vector3.Dot(Vector3.Cross(b - a, p - a), normal) > 0 && Vector3.Dot(Vector3.Cross(c - b, p - b), normal) > 0
        && Vector3.Dot(Vector3.Cross(a - c, p - c), normal) > 0;
}
