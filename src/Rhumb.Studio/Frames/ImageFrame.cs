using System.Buffers.Binary;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;

namespace Rhumb.Studio.Frames;

/// <summary>An image as it travels to the page: 8 bits a channel, nothing compressed. docs/frames.md describes the bytes.</summary>
internal static class ImageFrame
{
    /// <summary>"RHRI".</summary>
    public const uint Magic = 0x49524852;

    private const int Header = 32;

    /// <summary>The frame that answers <paramref name="request"/> with <paramref name="image"/>. An image has one size, so it is always the full one.</summary>
    public static byte[] Write(FrameRequest request, ImageOutput image)
    {
        var frame = new byte[Header + image.Values.Length];
        var span = frame.AsSpan();
        FrameHeader.Write(span, Magic, request, Detail.Full);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], image.Height);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], image.Channels);
        ImageFile.Quantise(image.Values, span[Header..]);
        return frame;
    }
}
