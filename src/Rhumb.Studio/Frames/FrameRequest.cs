using System.Buffers.Binary;
using Rhumb.Generators;

namespace Rhumb.Studio.Frames;

/// <summary>A page asks for the output at a place of a step; docs/frames.md describes the bytes.</summary>
/// <param name="Sequence">Chosen by the page, ever larger; the answer carries it.</param>
/// <param name="Channel">What it is for.</param>
/// <param name="Detail">How fine.</param>
/// <param name="Step">The step, <see cref="Best"/>, or <see cref="Starred"/> and the id of a star.</param>
/// <param name="Place">t of each slider; empty for the step's own point.</param>
internal sealed record FrameRequest(uint Sequence, FrameChannel Channel, Detail Detail, uint Step, double[] Place)
{
    /// <summary>"RHRQ".</summary>
    public const uint Magic = 0x51524852;

    /// <summary>In place of a step: the output kept as best.</summary>
    public const uint Best = uint.MaxValue;

    /// <summary>Added to the id of a star, in place of a step: the starred result.</summary>
    public const uint Starred = 1u << 31;

    private const int Header = 16;

    /// <summary>Reads a message; null where it is no request.</summary>
    public static FrameRequest? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < Header || BinaryPrimitives.ReadUInt32LittleEndian(message) != Magic) return null;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(message[14..]);
        if (message.Length != Header + 4 * count || message[12] > 1 || message[13] > 1) return null;
        var place = new double[count];
        for (var i = 0; i < count; i++) place[i] = BinaryPrimitives.ReadSingleLittleEndian(message[(Header + 4 * i)..]);
        return new FrameRequest(
            BinaryPrimitives.ReadUInt32LittleEndian(message[4..]),
            (FrameChannel)message[12],
            message[13] == 0 ? Detail.Draft : Detail.Full,
            BinaryPrimitives.ReadUInt32LittleEndian(message[8..]),
            place);
    }
}
