using System.Numerics;

namespace Rhumb.Generators.Shapes;

/// <summary>Meshes the boundary of a sampled solid by marching cubes (Lorensen &amp; Cline 1987) with a table that keeps it a closed manifold for every sign pattern.</summary>
/// <remarks>
/// A vertex lies where the linear interpolation of the two values of its grid edge is zero, at least 1 % of the edge from both ends so
/// that no triangle vanishes; at the faces of the cube, halfway to the layer around, which is the face itself. Normals follow the
/// field's gradient.
/// </remarks>
public static class MarchingCubes
{
    private const float Margin = 0.01f;

    /// <summary>The surface of <paramref name="grid"/>, vertices shared, in the grid's coordinates; empty where nothing is inside.</summary>
    public static Mesh Mesh(FieldGrid grid, CancellationToken cancellation = default)
    {
        var builder = new Builder(grid);
        for (var x = 0; x < grid.Side - 1; x++)
        {
            cancellation.ThrowIfCancellationRequested();
            builder.Slab(x);
        }
        return builder.Finish();
    }

    /// <summary>Walks slab by slab and remembers the vertices of two planes only, so that memory grows with the surface and not with n³.</summary>
    private sealed class Builder(FieldGrid grid)
    {
        private readonly int _side = grid.Side;
        private readonly List<float> _vertices = [];
        private readonly List<int> _triangles = [];
        private readonly SurfaceNormals _normals = new(grid);

        // Vertex of each edge + 1, 0 where there is none yet: along x between the planes, along y and z in the plane before and behind.
        private readonly int[] _alongX = new int[grid.Side * grid.Side];
        private int[] _before = new int[2 * grid.Side * grid.Side];
        private int[] _behind = new int[2 * grid.Side * grid.Side];

        public void Slab(int x)
        {
            Array.Clear(_alongX);
            (_before, _behind) = (_behind, _before);
            Array.Clear(_behind);
            var states = grid.States;
            var (plane, row) = (_side * _side, _side);
            for (var y = 0; y < _side - 1; y++)
            {
                var at = grid.Padded(x, y, 0);
                var left = Column(at);
                for (var z = 0; z < _side - 1; z++, at++)
                {
                    var right = Column(at + 1);
                    var pattern = left | right << 1;
                    left = right;
                    if (pattern is not 0 and not 255)
                        Cell(pattern, x, y, z);
                }
            }

            // Inside bits of the four corners at one z, at their places in a pattern.
            int Column(int i) =>
                (states[i] & FieldGrid.Inside) | (states[i + row] & FieldGrid.Inside) << 2
                | (states[i + plane] & FieldGrid.Inside) << 4 | (states[i + plane + row] & FieldGrid.Inside) << 6;
        }

        public Mesh Finish() => _normals.Attach([.. _vertices], [.. _triangles]);

        private void Cell(int pattern, int x, int y, int z)
        {
            Span<int> corners = stackalloc int[13];
            foreach (var loop in CellTable.Loops[pattern])
            {
                for (var i = 0; i < loop.Edges.Length; i++)
                    corners[i] = VertexOf(loop.Edges[i], x, y, z);
                if (loop.HasCentroid)
                    corners[loop.Edges.Length] = AddCentroid(corners[..loop.Edges.Length]);
                foreach (var position in loop.Triangles)
                    _triangles.Add(corners[position]);
            }
        }

        private int VertexOf(int edge, int x, int y, int z)
        {
            var (axis, first, second) = (edge / 4, edge / 2 % 2, edge % 2);
            var plane = first == 0 ? _before : _behind;
            ref var slot = ref _alongX[0];
            if (axis == 0)
                slot = ref _alongX[(y + first) * _side + z + second];
            else if (axis == 1)
                slot = ref plane[y * _side + z + second];
            else
                slot = ref plane[_side * _side + (y + second) * _side + z];
            if (slot == 0)
            {
                var corner = CellTable.EdgeCorners[edge].From;
                slot = AddCrossing(axis, x + (corner >> 2), y + (corner >> 1 & 1), z + (corner & 1)) + 1;
            }
            return slot - 1;
        }

        private int AddCrossing(int axis, int x, int y, int z)
        {
            var from = grid.Padded(x, y, z);
            var to = from + grid.Stride(axis);
            var (a, b) = (grid.Values[from], grid.Values[to]);
            var t = a / (a - b);
            // Infinite values (the layer around the cube) cannot be interpolated.
            t = float.IsFinite(a) && float.IsFinite(b) && float.IsFinite(t) ? Math.Clamp(t, Margin, 1 - Margin) : 0.5f;
            var position = grid.Grid.Position(x - 1, y - 1, z - 1);
            position[axis] += t * grid.Grid.Step;
            _normals.AddCrossing(from, axis, t);
            return Add(position);
        }

        private int AddCentroid(ReadOnlySpan<int> corners)
        {
            var sum = Vector3.Zero;
            foreach (var corner in corners)
                sum += new Vector3(_vertices[3 * corner], _vertices[3 * corner + 1], _vertices[3 * corner + 2]);
            _normals.AddUnknown();
            return Add(sum / corners.Length);
        }

        private int Add(Vector3 position)
        {
            _vertices.Add(position.X);
            _vertices.Add(position.Y);
            _vertices.Add(position.Z);
            return _vertices.Count / 3 - 1;
        }
    }
}
