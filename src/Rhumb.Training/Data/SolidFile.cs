using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>Keeps a solid on disk: "RHVX", version, n, then its words (little-endian), deflated.</summary>
public static class SolidFile
{
    private const uint Magic = 0x58564852, Version = 1;

    /// <summary>Replaces the file as a whole: no reader ever sees half a solid.</summary>
    public static void Write(string path, VoxelSolid solid)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, file =>
        {
            Span<byte> header = stackalloc byte[12];
            BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], solid.Resolution);
            file.Write(header);
            using var deflate = new DeflateStream(file, CompressionLevel.Fastest, leaveOpen: true);
            deflate.Write(MemoryMarshal.AsBytes(solid.Words));
        });
    }

    /// <summary>The solid in <paramref name="path"/>, or null where there is none or it is damaged: it can always be made again.</summary>
    public static VoxelSolid? TryRead(string path, int resolution)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[12];
            file.ReadExactly(header);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic || BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != Version
                || BinaryPrimitives.ReadInt32LittleEndian(header[8..]) != resolution)
                return null;
            var solid = new VoxelSolid(resolution);
            using var deflate = new DeflateStream(file, CompressionMode.Decompress);
            deflate.ReadExactly(MemoryMarshal.AsBytes(solid.Words));
            return solid;
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
