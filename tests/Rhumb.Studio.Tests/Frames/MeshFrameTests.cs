using System.Buffers.Binary;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Tests.Chairs;

namespace Rhumb.Studio.Tests.Frames;

public sealed class MeshFrameTests
{
    private static readonly FrameRequest Request = new(77, FrameChannel.Picture, Detail.Full, 5, []);

    [Fact]
    public async Task Positions_and_normals_survive_to_their_precision()
    {
        using var generator = new ChairGenerator();
        var output = await generator.GenerateAsync([generator.LatentSpace.Sample(3)], Detail.Draft, TestContext.Current.CancellationToken);
        var mesh = ((ShapeOutput)output[0]).Mesh;
        var frame = MeshFrame.Write(Request, mesh);
        Assert.Equal(48 + 12 * mesh.VertexCount + 2 * mesh.Triangles.Length, frame.Length);
        Assert.Equal(MeshFrame.Magic, BinaryPrimitives.ReadUInt32LittleEndian(frame));
        Assert.Equal(77u, BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4)));
        Assert.Equal((byte[])[1, 1], frame[12..14]);
        var scale = BinaryPrimitives.ReadSingleLittleEndian(frame.AsSpan(36));
        for (var v = 0; v < mesh.VertexCount; v++)
            for (var axis = 0; axis < 3; axis++)
            {
                var origin = BinaryPrimitives.ReadSingleLittleEndian(frame.AsSpan(24 + 4 * axis));
                var q = BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(48 + 8 * v + 2 * axis));
                Assert.Equal(mesh.Vertices[3 * v + axis], origin + scale * q / 65535, scale / 65535);
                Assert.Equal(mesh.Normals[3 * v + axis], (sbyte)frame[48 + 8 * mesh.VertexCount + 4 * v + axis] / 127f, 0.5f / 127 + 1e-6f);
            }
        for (var i = 0; i < mesh.Triangles.Length; i++)
            Assert.Equal(mesh.Triangles[i], BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(48 + 12 * mesh.VertexCount + 2 * i)));
    }

    [Fact]
    public void An_empty_shape_is_a_frame_without_triangles() => Assert.Equal(48, MeshFrame.Write(Request, Mesh.Empty).Length);

    [Fact]
    public void More_vertices_than_16_bits_count_get_32_bit_indices()
    {
        var vertices = new float[3 * 70_000];
        for (var i = 0; i < vertices.Length; i++) vertices[i] = i % 101;
        var frame = MeshFrame.Write(Request, new Mesh(vertices, [0, 1, 69_999], new float[vertices.Length]));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(14)));
        Assert.Equal(69_999, BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(frame.Length - 4)));
    }

    [Fact]
    public void A_request_is_read_only_if_every_byte_fits()
    {
        var message = new byte[20];
        BinaryPrimitives.WriteUInt32LittleEndian(message, FrameRequest.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), 1);
        BinaryPrimitives.WriteSingleLittleEndian(message.AsSpan(16), 0.25f);
        Assert.Equal([0.25], FrameRequest.Read(message)!.Place);
        Assert.Null(FrameRequest.Read(message.AsSpan(0, 19)));
        Assert.Null(FrameRequest.Read([]));
        message[12] = 9;
        Assert.Null(FrameRequest.Read(message));
    }
}
