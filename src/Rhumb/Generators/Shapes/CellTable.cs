namespace Rhumb.Generators.Shapes;

/// <summary>
/// The triangles of marching cubes for each of the 256 sign patterns of a cell, made so that meshes are closed manifolds for every
/// sign grid.
/// </summary>
/// <remarks>
/// <para>Corner c has the offsets (c ≫ 2, c ≫ 1, c) &amp; 1 along (x, y, z). Edge 4·axis + 2·o₁ + o₂ runs along its axis at the offsets o₁, o₂
/// of the two other axes in their order. Each edge whose corners differ carries one vertex.</para>
/// <para>On each face the vertices are joined by segments that depend on the face's four signs alone (where all four edges are
/// crossed, inside corners are cut off from each other, which fits 6-connected solids), so both cells at a face draw the same
/// segments. In a cell the segments form loops, one through each vertex. A loop is triangulated with no diagonal between two vertices of a
/// common face: that diagonal would lie in the face and could meet one of the next cell. Where no such triangulation exists, the loop is a
/// fan around an extra vertex at its centroid. Hence every edge has two triangles, every vertex one fan; and no triangle is
/// degenerate, as three points of a convex cell's boundary are collinear only within a face.</para>
/// </remarks>
internal static class CellTable
{
    /// <summary>Loops of each sign pattern (bit c: corner c is inside).</summary>
    public static readonly Loop[][] Loops = [.. Enumerable.Range(0, 256).Select(Build)];

    /// <summary>The two corners of each edge.</summary>
    public static readonly (int From, int To)[] EdgeCorners = [.. Enumerable.Range(0, 12).Select(CornersOf)];

    /// <summary>One closed polygon of a cell.</summary>
    /// <param name="Edges">Edges that carry its vertices, counter-clockwise seen from outside the solid.</param>
    /// <param name="Triangles">Triples of positions in <paramref name="Edges"/>; position Edges.Length is the centroid.</param>
    /// <param name="HasCentroid">Whether the extra vertex is used.</param>
    public sealed record Loop(int[] Edges, int[] Triangles, bool HasCentroid);

    private static (int From, int To) CornersOf(int edge)
    {
        var (axis, first, second) = (edge / 4, edge / 2 % 2, edge % 2);
        var from = axis switch { 0 => first * 2 + second, 1 => first * 4 + second, _ => first * 4 + second * 2 };
        return (from, from | 4 >> axis);
    }

    private static Loop[] Build(int pattern)
    {
        var next = new Dictionary<int, int>();
        for (var axis = 0; axis < 3; axis++)
            for (var side = 0; side < 2; side++)
                AddSegments(pattern, axis, side, next);
        var loops = new List<Loop>();
        while (next.Count > 0)
        {
            var edges = new List<int>();
            for (var edge = next.Keys.Min(); next.Remove(edge, out var following); edge = following)
                edges.Add(edge);
            loops.Add(Triangulate([.. edges]));
        }
        return [.. loops];
    }

    /// <summary>Adds the directed segments of one face: seen from outside the cell, inside corners lie to the right.</summary>
    private static void AddSegments(int pattern, int axis, int side, Dictionary<int, int> next)
    {
        // The corners counter-clockwise as seen from outside the cell.
        var (u, v, w) = (4 >> (axis + 1) % 3, 4 >> (axis + 2) % 3, side * (4 >> axis));
        int[] corners = side == 1 ? [w, w | u, w | u | v, w | v] : [w, w | v, w | u | v, w | u];
        for (var i = 0; i < 4; i++)
        {
            // Walking around, the solid is entered between corners i and i + 1 and left again before the next outside corner.
            if (IsInside(i) || !IsInside(i + 1))
                continue;
            var leave = i + 1;
            while (IsInside(leave + 1))
                leave++;
            next.Add(EdgeBetween(corners[i], corners[(i + 1) % 4]), EdgeBetween(corners[leave % 4], corners[(leave + 1) % 4]));
        }

        bool IsInside(int i) => (pattern >> corners[i % 4] & 1) != 0;
    }

    private static int EdgeBetween(int a, int b) => Enumerable.Range(0, 12).First(edge => CornersOf(edge) == (Math.Min(a, b), Math.Max(a, b)));

    private static Loop Triangulate(int[] edges)
    {
        var triangles = new List<int>();
        if (Split(0, edges.Length - 1))
            return new Loop(edges, [.. triangles], false);
        return new Loop(edges, [.. Enumerable.Range(0, edges.Length).SelectMany(i => new[] { i, (i + 1) % edges.Length, edges.Length })], true);

        // Triangulates the polygon first … last, whose closing side is settled.
        bool Split(int first, int last)
        {
            if (last - first < 2)
                return true;
            var kept = triangles.Count;
            for (var middle = first + 1; middle < last; middle++)
            {
                if (Settled(first, middle) && Settled(middle, last))
                {
                    triangles.AddRange([first, middle, last]);
                    if (Split(first, middle) && Split(middle, last))
                        return true;
                    triangles.RemoveRange(kept, triangles.Count - kept);
                }
            }
            return false;
        }

        bool Settled(int i, int j) => j - i == 1 || !ShareFace(edges[i], edges[j]);
    }

    private static bool ShareFace(int first, int second)
    {
        var (a, b) = CornersOf(first);
        var (c, d) = CornersOf(second);
        // Corners of one face agree in one of the three bits.
        return ((a & b & c & d) | (~a & ~b & ~c & ~d & 7)) != 0;
    }
}
