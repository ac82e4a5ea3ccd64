using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Rhumb.Autodiff.Graphs.Onnx;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>Damages an ONNX file: its bytes, its length, or single fields of its messages, so that names, types, shapes, attributes and order go wrong.</summary>
internal sealed class Mutation(RandomStream random)
{
    private static readonly long[] Integers = [0, 1, -1, 2, 3, 7, 13, 17, 23, 99, -100, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue];
    private static readonly float[] Numbers = [0, 1, -1, 0.5f, -3, 1e30f, 1e-30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
    private static readonly string[] Names = ["", "x0", "y", "Conv", "Reshape", "Resize", "Loop", "If", "Split", "Einsum", "Gemm", "Pad", "Concat", "axis", "perm", "axes", "linear", "ij,jk->ik", "ai.onnx", "com.microsoft", "../x"];

    public byte[] Bytes(byte[] file)
    {
        var bytes = file.ToArray();
        for (var i = random.Index(8); i >= 0; i--)
            bytes[random.Index(bytes.Length)] = (byte)random.Index(256);
        return bytes;
    }

    /// <summary>A stretch left out, at the end or in the middle, or there twice.</summary>
    public byte[] Length(byte[] file)
    {
        var (a, b) = (random.Index(file.Length), random.Index(file.Length));
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        return random.Index(3) switch { 0 => file[..a], 1 => [.. file[..a], .. file[b..]], _ => [.. file[..b], .. file[a..]] };
    }

    public byte[] Fields(byte[] file)
    {
        var model = ModelProto.Parser.ParseFrom(file);
        for (var i = random.Index(3); i >= 0; i--)
            Field(model);
        return model.ToByteArray();
    }

    // A kind of message first: there are many more dimensions than graphs.
    private void Field(ModelProto model)
    {
        var all = Messages(model).GroupBy(message => message.Descriptor).ToList();
        for (var tries = 0; tries < 10; tries++)
        {
            var kind = Of(all).ToList();
            var message = Of(kind);
            if (Change(message, Of<FieldDescriptor>([.. message.Descriptor.Fields.InDeclarationOrder()]), model, kind))
                return;
        }
    }

    private bool Change(IMessage message, FieldDescriptor field, ModelProto model, List<IMessage> siblings)
    {
        var accessor = field.Accessor;
        // Another message's value in the same place: names, types, dimensions and attributes change hands.
        if (random.Index(3) == 0 && !field.IsRepeated && accessor.GetValue(Of(siblings)) is { } other)
        {
            accessor.SetValue(message, other is IMessage one ? Clone(one) : other);
            return true;
        }
        if (field.IsRepeated)
            return Change((IList)accessor.GetValue(message), field, model);
        if (field.FieldType == FieldType.Message)
        {
            if (accessor.GetValue(message) is null)
                return false;
            accessor.Clear(message);
            return true;
        }
        accessor.SetValue(message, Scalar(field, accessor.GetValue(message), model));
        return true;
    }

    private bool Change(IList list, FieldDescriptor field, ModelProto model)
    {
        if (list.Count == 0)
        {
            if (field.FieldType == FieldType.Message)
                return false;
            list.Add(Scalar(field, null, model));
            return true;
        }
        var (i, j) = (random.Index(list.Count), random.Index(list.Count));
        switch (random.Index(5))
        {
            case 0:
                list.RemoveAt(i);
                break;
            case 1:
                list.Insert(j, list[i] is IMessage message ? Clone(message) : list[i]);
                break;
            case 2:
                (list[i], list[j]) = (list[j], list[i]);
                break;
            case 3 when field.FieldType != FieldType.Message:
                list[i] = Scalar(field, list[i], model);
                break;
            default:
                // Only rarely everything: little is left to go wrong then.
                if (random.Index(4) > 0)
                    return false;
                list.Clear();
                break;
        }
        return true;
    }

    private object Scalar(FieldDescriptor field, object? now, ModelProto model) => field.FieldType switch
    {
        FieldType.String => random.Index(4) == 0 ? Of(Names) : Of([.. Strings(model), ""]),
        FieldType.Bytes => now is ByteString { Length: > 0 } bytes && random.Index(2) == 0 ? ByteString.CopyFrom(bytes.Span[random.Index(bytes.Length)..])
            : random.Index(2) == 0 ? ByteString.CopyFromUtf8(Of(Names)) : ByteString.CopyFrom([.. Enumerable.Range(0, random.Index(40)).Select(_ => (byte)random.Index(256))]),
        FieldType.Float => Of(Numbers),
        FieldType.Double => (double)Of(Numbers),
        FieldType.Bool => random.Index(2) == 0,
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Index(17)),
        FieldType.Int32 => (int)Of(Integers),
        FieldType.UInt64 => (ulong)Of(Integers),
        _ => Of(Integers),
    };

    private static IEnumerable<IMessage> Messages(IMessage root) => root.Descriptor.Fields.InDeclarationOrder()
        .Where(field => field.FieldType == FieldType.Message)
        .SelectMany(field => field.Accessor.GetValue(root) switch { IList list => list.Cast<IMessage>(), IMessage one => [one], _ => [] })
        .SelectMany(Messages).Prepend(root);

    private static IEnumerable<string> Strings(ModelProto model) =>
        model.Graph?.Node.SelectMany(node => node.Input.Concat(node.Output).Append(node.OpType)) ?? [];

    private static IMessage Clone(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteString());

    private T Of<T>(IReadOnlyList<T> choices) => choices[random.Index(choices.Count)];
}
