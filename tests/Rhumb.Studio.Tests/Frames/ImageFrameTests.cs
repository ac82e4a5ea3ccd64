using System.Buffers.Binary;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;

namespace Rhumb.Studio.Tests.Frames;

public sealed class ImageFrameTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_frame_holds_the_pixels_that_an_export_would_have(int channels)
    {
        using var generator = PrintGenerator.Open(channels: channels);
        var image = (ImageOutput)(await generator.GenerateAsync([generator.LatentSpace.Sample(3)], Detail.Draft, Stop))[0];
        var frame = ImageFrame.Write(new FrameRequest(77, FrameChannel.Picture, Detail.Draft, 5, []), image);
        Assert.Equal(32 + 48 * 32 * channels, frame.Length);
        Assert.Equal("RHRI"u8.ToArray(), frame[..4]);
        Assert.Equal([77u, 5u], Numbers(frame, 4, 8));
        Assert.Equal((byte[])[1, 1, 0, 0], frame[12..16]);   // an image is as fine as it gets, whatever was asked
        Assert.Equal([48u, 32u, (uint)channels, 0u], Numbers(frame, 16, 20, 24, 28));
        var picture = ImageFile.Picture(image).Pixels;
        for (var i = 0; i < 48 * 32; i++)
            for (var c = 0; c < 3; c++)
                Assert.Equal(picture[4 * i + c], frame[32 + channels * i + Math.Min(c, channels - 1)]);
    }

    [Fact]
    public void What_is_beyond_black_and_white_is_black_and_white() =>
        Assert.Equal((byte[])[0, 0, 128, 255, 255], ImageFrame.Write(new FrameRequest(1, FrameChannel.Scrub, Detail.Full, 0, []), new ImageOutput(1, 5, 1, [-2, 0, 0.5f, 1, 7]))[32..]);

    [Fact]
    public async Task Images_come_along_the_line_and_the_newest_wins()
    {
        await using var studio = await ChairStudio.StartAsync(generators: PrintGenerator.Open());
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
