using System.Buffers.Binary;
using Rhumb.Generators;

namespace Rhumb.Studio.Frames;

/// <summary>The first 16 bytes of every frame, whatever it carries: the page reads them before it knows the kind.</summary>
internal static class FrameHeader
{
    /// <summary>Writes the header of the frame that answers <paramref name="request"/>.</summary>
    /// <param name="frame">The frame from its first byte on.</param>
    /// <param name="magic">Says what follows.</param>
    /// <param name="request">What is answered.</param>
    /// <param name="detail">How fine the frame is: at least as fine as asked; a page that has a full one asks for no finer.</param>
    /// <param name="flags">Of that kind of frame.</param>
    public static void Write(Span<byte> frame, uint magic, FrameRequest request, Detail detail, ushort flags = 0)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, magic);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], request.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], request.Step);
        frame[12] = (byte)request.Channel;
        frame[13] = (byte)detail;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[14..], flags);
    }
}
