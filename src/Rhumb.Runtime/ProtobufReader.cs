using System.Buffers.Binary;

namespace Rhumb.Runtime;

/// <summary>Walks the fields of one protobuf message without a schema. Errors: <see cref="RuntimeException"/> where the bytes end too early.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    public const int Varint = 0;
    public const int Delimited = 2;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>The number of the field that <see cref="Next"/> came to.</summary>
    public int Field { get; private set; }

    /// <summary>How the field is written.</summary>
    public int Wire { get; private set; }

    /// <summary>The field's number, where it is a varint.</summary>
    public ulong Number { get; private set; }

    /// <summary>The field's content, where it is delimited.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The whole field as it stands in the message, its tag included.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>Reads the number at the start of packed numbers and steps over it.</summary>
    public static ulong TakeVarint(ref ReadOnlySpan<byte> packed)
    {
        var value = 0UL;
        for (var i = 0; i < packed.Length && i < 10; i++)
        {
            value |= (ulong)(packed[i] & 0x7f) << (7 * i);
            if ((packed[i] & 0x80) != 0) continue;
            packed = packed[(i + 1)..];
            return value;
        }

        throw TooShort();
    }

    /// <summary>Steps to the next field; false at the message's end.</summary>
    public bool Next()
    {
        if (_position == _message.Length) return false;
        var start = _position;
        var tag = ReadVarint();
        Field = (int)(tag >> 3);
        Wire = (int)(tag & 7);
        Number = 0;
        Content = default;
        switch (Wire)
        {
            case Varint:
                Number = ReadVarint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case Delimited:
                Content = Take(ReadVarint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw TooShort();
        }

        Raw = _message[start.._position];
        return true;
    }

    private static RuntimeException TooShort() => new("The model is not a whole ONNX file: fetch or export it again.");

    private ulong ReadVarint()
    {
        var rest = _message[_position..];
        var before = rest.Length;
        var value = TakeVarint(ref rest);
        _position += before - rest.Length;
        return value;
    }

    private ReadOnlySpan<byte> Take(ulong bytes)
    {
        if (bytes > (ulong)(_message.Length - _position)) throw TooShort();
        var taken = _message.Slice(_position, (int)bytes);
        _position += (int)bytes;
        return taken;
    }
}
