using System.Buffers;
using System.Text;

namespace Rhumb.Runtime;

/// <summary>
/// Takes the shared weights' bytes out of a model before it is loaded, leaving name, type and shape. Handing a weight to the engine beside a model
/// that still holds its bytes would not do: constant folding and layout changes read the model's bytes, the other nodes the shared ones.
/// </summary>
internal static class SharedInitializers
{
    // Field numbers of ModelProto, GraphProto and TensorProto.
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;
    private const int TensorDims = 1;
    private const int TensorType = 2;
    private const int TensorName = 8;

    /// <summary>
    /// The model with every shared top-level initializer emptied, and the shared weights that it had, each once.
    /// Errors: a shared weight has another type or shape than the initializer of its name.
    /// </summary>
    public static (byte[] Model, IReadOnlyList<KeyValuePair<string, Tensor>> Found) Extract(ReadOnlySpan<byte> model, IReadOnlyDictionary<string, Tensor> weights)
    {
        var found = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var output = new ArrayBufferWriter<byte>(4096);
        var fields = new ProtobufReader(model);
        while (fields.Next())
        {
            if (fields is { Field: ModelGraph, Wire: ProtobufReader.Delimited })
                Write(output, ModelGraph, Graph(fields.Content, weights, found));
            else
                output.Write(fields.Raw);
        }

        return (output.WrittenSpan.ToArray(), [.. found]);
    }

    private static ReadOnlySpan<byte> Graph(ReadOnlySpan<byte> graph, IReadOnlyDictionary<string, Tensor> weights, Dictionary<string, Tensor> found)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var fields = new ProtobufReader(graph);
        while (fields.Next())
        {
            if (fields is { Field: GraphInitializer, Wire: ProtobufReader.Delimited } && Shared(fields.Content, weights, found) is { } stub)
                Write(output, GraphInitializer, stub);
            else
                output.Write(fields.Raw);
        }

        return output.WrittenSpan;
    }

    /// <summary>The initializer without its bytes, or nothing where it is not shared.</summary>
    private static byte[]? Shared(ReadOnlySpan<byte> initializer, IReadOnlyDictionary<string, Tensor> weights, Dictionary<string, Tensor> found)
    {
        var (name, type, shape) = ("", ElementType.Undefined, new List<long>());
        var fields = new ProtobufReader(initializer);
        while (fields.Next())
        {
            if (fields.Field == TensorName) name = Encoding.UTF8.GetString(fields.Content);
            else if (fields.Field == TensorType) type = (ElementType)fields.Number;
            else if (fields is { Field: TensorDims, Wire: ProtobufReader.Varint }) shape.Add((long)fields.Number);
            else if (fields.Field == TensorDims) AddPacked(shape, fields.Content);
        }

        if (!weights.TryGetValue(name, out var tensor)) return null;
        if (tensor.ElementType != type || !tensor.Shape.SequenceEqual(shape.ToArray()))
        {
            throw new RuntimeException(
                $"The shared weight \"{name}\" is {tensor}, but the model's initializer of that name is {type} {ElementLayout.Describe(shape.ToArray())}: " +
                "share only weights of the same network.");
        }

        found[name] = tensor;
        return Stub(name, type, shape);
    }

    private static void AddPacked(List<long> shape, ReadOnlySpan<byte> packed)
    {
        while (!packed.IsEmpty) shape.Add((long)ProtobufReader.TakeVarint(ref packed));
    }

    private static byte[] Stub(string name, ElementType type, List<long> shape)
    {
        const int ExternalData = 13, DataLocation = 14, EntryKey = 1, EntryValue = 2, External = 1;
        var entry = new ArrayBufferWriter<byte>();
        Write(entry, EntryKey, "location"u8);
        Write(entry, EntryValue, "shared"u8);
        var stub = new ArrayBufferWriter<byte>();
        foreach (var axis in shape) Write(stub, TensorDims, (ulong)axis);
        Write(stub, TensorType, (ulong)type);
        Write(stub, TensorName, Encoding.UTF8.GetBytes(name));
        Write(stub, ExternalData, entry.WrittenSpan);
        Write(stub, DataLocation, External);
        return stub.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, int field, ulong number)
    {
        WriteVarint(output, (ulong)((field << 3) | ProtobufReader.Varint));
        WriteVarint(output, number);
    }

    private static void Write(ArrayBufferWriter<byte> output, int field, ReadOnlySpan<byte> content)
    {
        WriteVarint(output, (ulong)((field << 3) | ProtobufReader.Delimited));
        WriteVarint(output, (ulong)content.Length);
        output.Write(content);
    }

    private static void WriteVarint(ArrayBufferWriter<byte> output, ulong value)
    {
        var bytes = output.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        output.Advance(length);
    }
}
