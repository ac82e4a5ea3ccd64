using System.Runtime.InteropServices;
using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Autodiff.Graphs;

/// <summary>Tensors of an ONNX file, wherever the file keeps their contents: raw bytes, typed lists, or a file beside it.</summary>
internal sealed class TensorReader(string? folder)
{
    public TensorData Read(TensorProto proto)
    {
        var type = (ElementType)proto.DataType;
        if (type == ElementType.Undefined || !Enum.IsDefined(type))
            throw new GraphException($"Tensor '{proto.Name}' has no known element type ({proto.DataType}).");
        if (type == ElementType.String)
            throw new GraphException($"Tensor '{proto.Name}' holds text, which has no place in a differentiable graph.");
        if (proto.DataLocation == TensorProto.Types.DataLocation.External)
            return new TensorData(type, [.. proto.Dims], External(proto));
        if (proto.HasRawData)
            return new TensorData(type, [.. proto.Dims], proto.RawData.Memory);
        return new TensorData(type, [.. proto.Dims], Listed(proto, type));
    }

    private static byte[] Listed(TensorProto proto, ElementType type) => type switch
    {
        ElementType.Float => Bytes<float>([.. proto.FloatData]),
        ElementType.Double => Bytes<double>([.. proto.DoubleData]),
        ElementType.Int64 => Bytes<long>([.. proto.Int64Data]),
        ElementType.Int32 => Bytes<int>([.. proto.Int32Data]),
        ElementType.UInt32 => Bytes<uint>([.. proto.Uint64Data.Select(value => (uint)value)]),
        ElementType.UInt64 => Bytes<ulong>([.. proto.Uint64Data]),
        _ when type.Size() == 1 => [.. proto.Int32Data.Select(value => (byte)value)],
        _ when type.Size() == 2 => Bytes<ushort>([.. proto.Int32Data.Select(value => (ushort)value)]),
        _ => throw new GraphException($"Tensor '{proto.Name}' holds {type} in a form that is not supported."),
    };

    private static byte[] Bytes<T>(T[] values) where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    private byte[] External(TensorProto proto)
    {
        var entries = proto.ExternalData.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        if (folder is null || !entries.TryGetValue("location", out var location) || location.Contains('\0'))
            throw new GraphException($"Tensor '{proto.Name}' lies in another file, which is not given; load the model from its folder.");
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, location));
        if (!path.StartsWith(root, StringComparison.Ordinal) || Path.IsPathRooted(location))
            throw new GraphException($"Tensor '{proto.Name}' points outside the model's folder ('{location}'), which is refused.");
        try
        {
            using var file = File.OpenRead(path);
            var offset = entries.TryGetValue("offset", out var at) ? long.Parse(at) : 0;
            var length = entries.TryGetValue("length", out var size) ? long.Parse(size) : file.Length - offset;
            if (offset < 0 || length < 0 || offset > file.Length || length > file.Length - offset || length > Array.MaxLength)
                throw new GraphException($"Tensor '{proto.Name}' needs {length} bytes from {offset} on of '{location}', which has {file.Length}; copy the file again.");
            var bytes = new byte[length];
            file.Position = offset;
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            throw new GraphException($"Tensor '{proto.Name}' lies in '{location}', which cannot be read: {e.Message}", e);
        }
    }
}
