using System.Buffers.Binary;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Media;

namespace Rhumb.Studio.Frames;

/// <summary>A sound as it travels to the page: 16 bits a sample, nothing compressed. docs/frames.md describes the bytes.</summary>
internal static class SoundFrame
{
    /// <summary>"RHRS".</summary>
    public const uint Magic = 0x53524852;

    private const int Header = 32;

    /// <summary>The frame that answers <paramref name="request"/> with <paramref name="sound"/>. A sound is made as a whole, so it is always the full one.</summary>
    /// <exception cref="RhumbException">A sample is NaN or infinite.</exception>
    public static byte[] Write(FrameRequest request, SoundOutput sound)
    {
        var frame = new byte[Header + (2 * sound.Samples.Length)];
        var span = frame.AsSpan();
        FrameHeader.Write(span, Magic, request, Detail.Full);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], sound.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], sound.Samples.Length);
        WavFile.Quantise(sound.Samples, span[Header..]);
        return frame;
    }
}
