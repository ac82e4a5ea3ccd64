using System.Buffers.Binary;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Media;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Tones;

namespace Rhumb.Studio.Tests.Frames;

public sealed class SoundFrameTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frame_holds_the_samples_that_an_export_would_have()
    {
        using var generator = ToneStudio.Open();
        var sound = (SoundOutput)(await generator.GenerateAsync([generator.LatentSpace.Sample(3)], Detail.Draft, Stop))[0];
        var frame = SoundFrame.Write(new FrameRequest(77, FrameChannel.Picture, Detail.Draft, 5, []), sound);
        Assert.Equal("RHRS"u8.ToArray(), frame[..4]);
        Assert.Equal([77u, 5u], Numbers(frame, 4, 8));
        Assert.Equal((byte[])[1, 1, 0, 0], frame[12..16]);   // a sound is made as a whole, whatever was asked
        Assert.Equal([8000u, 4000u, 0u, 0u], Numbers(frame, 16, 20, 24, 28));
        Assert.Equal(WavFile.Encode(new Waveform(8000, 1, sound.Samples))[44..], frame[32..]);
    }

    [Fact]
    public void What_is_beyond_full_scale_is_clipped_and_what_is_no_sound_is_refused()
    {
        var request = new FrameRequest(1, FrameChannel.Scrub, Detail.Full, 0, []);
        Assert.Equal((byte[])[0, 128, 0, 0, 255, 127], SoundFrame.Write(request, new SoundOutput(8000, [-2, 0, 2]))[32..]);
        Assert.Contains("at sample 1", Assert.Throws<RhumbException>(() => SoundFrame.Write(request, new SoundOutput(8000, [0, float.NaN]))).Message);
    }

    [Fact]
    public async Task Sounds_come_along_the_line_and_the_newest_wins()
    {
        await using var studio = await ChairStudio.StartAsync(generators: ToneStudio.Open());
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id);
        var frames = new List<byte[]>();
        foreach (var (sequence, place) in new (uint, float[])[] { (1, []), (2, [0]), (3, [0.5f]), (4, [1]), (5, [-1]) })
        {
            await page.SendAsync(sequence, FrameChannel.Scrub, 0, place);
            frames.Add(await page.FrameAsync(sequence));
        }
        Assert.Equal(frames[0][16..], frames[1][16..]);
        Assert.Equal(4, frames.Skip(1).Select(frame => Convert.ToHexString(frame[16..])).Distinct().Count());
    }

    private static uint[] Numbers(byte[] frame, params int[] at) => [.. at.Select(offset => BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(offset)))];
}
