using System.Buffers.Binary;
using Rhumb.Generators.Shapes;

namespace Rhumb.Studio.Frames;

/// <summary>A mesh as it travels to the page: 16-bit positions, 8-bit normals, ready for the graphics card. docs/frames.md describes the bytes.</summary>
internal static class MeshFrame
{
    /// <summary>"RHRF".</summary>
    public const uint Magic = 0x46524852;

    private const int Header = 48;

    /// <summary>The frame that answers <paramref name="request"/> with <paramref name="mesh"/>.</summary>
    public static byte[] Write(FrameRequest request, Mesh mesh)
    {
        var (vertices, indices) = (mesh.VertexCount, mesh.Triangles.Length);
        var wide = vertices > ushort.MaxValue + 1;
        var frame = new byte[Header + 12 * vertices + indices * (wide ? 4 : 2)];
        var span = frame.AsSpan();
        var (origin, scale) = Frame(mesh.Vertices);
        FrameHeader.Write(span, Magic, request, request.Detail, (ushort)(wide ? 1 : 0));
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], vertices);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], indices);
        for (var axis = 0; axis < 3; axis++) BinaryPrimitives.WriteSingleLittleEndian(span[(24 + 4 * axis)..], origin[axis]);
        BinaryPrimitives.WriteSingleLittleEndian(span[36..], scale);

        var positions = span.Slice(Header, 8 * vertices);
        var normals = span.Slice(Header + 8 * vertices, 4 * vertices);
        for (var v = 0; v < vertices; v++)
            for (var axis = 0; axis < 3; axis++)
            {
                var q = Math.Clamp((mesh.Vertices[3 * v + axis] - origin[axis]) / scale * ushort.MaxValue + 0.5f, 0, ushort.MaxValue);
                BinaryPrimitives.WriteUInt16LittleEndian(positions[(8 * v + 2 * axis)..], (ushort)q);
                normals[4 * v + axis] = (byte)(sbyte)MathF.Round(Math.Clamp(mesh.Normals[3 * v + axis], -1, 1) * sbyte.MaxValue);
            }

        var triangles = span[(Header + 12 * vertices)..];
        for (var i = 0; i < indices; i++)
            if (wide) BinaryPrimitives.WriteInt32LittleEndian(triangles[(4 * i)..], mesh.Triangles[i]);
            else BinaryPrimitives.WriteUInt16LittleEndian(triangles[(2 * i)..], (ushort)mesh.Triangles[i]);
        return frame;
    }

    /// <summary>Length of the longest side of the box around a mesh, in its own units.</summary>
    public static float LongestSide(Mesh mesh) => mesh.VertexCount == 0 ? 0 : Frame(mesh.Vertices).Scale;

    /// <summary>The least corner of the vertices and their longest side: one scale for all axes, so that normals stay normals.</summary>
    private static (float[] Origin, float Scale) Frame(float[] vertices)
    {
        if (vertices.Length == 0) return ([0, 0, 0], 1);
        float[] low = [.. vertices[..3]], high = [.. vertices[..3]];
        for (var i = 3; i < vertices.Length; i++)
            (low[i % 3], high[i % 3]) = (Math.Min(low[i % 3], vertices[i]), Math.Max(high[i % 3], vertices[i]));
        var side = Math.Max(high[0] - low[0], Math.Max(high[1] - low[1], high[2] - low[2]));
        return (low, side > 0 ? side : 1);
    }
}
