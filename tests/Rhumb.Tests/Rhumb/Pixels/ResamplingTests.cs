using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Pixels;

public sealed class ResamplingTests
{
    [Fact]
    public void The_same_size_is_the_same_image()
    {
        var image = Noise(17, 9);
        Assert.Equal(image.Pixels, image.Resampled(17, 9).Pixels);
    }

    /// <summary>A ramp stays a ramp, larger or smaller, away from the edges.</summary>
    [Theory]
    [InlineData(64, 16)]
    [InlineData(64, 24)]
    [InlineData(16, 64)]
    public void A_ramp_stays_a_ramp(int from, int to)
    {
        var image = new RgbaImage(from, 3);
        for (var i = 0; i < from * 3; i++)
            (image.Pixels[4 * i], image.Pixels[(4 * i) + 3]) = ((byte)(i % from * 255 / (from - 1)), 255);
        var found = image.Resampled(to, 5);
        for (var y = 0; y < 5; y++)
            for (var x = to / 8; x < to - (to / 8); x++)
                Assert.Equal((((x + 0.5) * from / to) - 0.5) * 255 / (from - 1), found.Pixels[4 * ((y * to) + x)], 1.5);
    }

    /// <summary>What shrinks keeps its mean: stripes of one pixel become grey, and do not flicker.</summary>
    [Fact]
    public void Stripes_become_grey()
    {
        var image = new RgbaImage(96, 96);
        for (var i = 0; i < 96 * 96; i++)
            image.Pixels.AsSpan(4 * i, 4).Fill((byte)(i % 2 == 0 ? 255 : 0));
        for (var i = 0; i < 96 * 96; i++)
            image.Pixels[(4 * i) + 3] = 255;
        var small = image.Resampled(24, 24);
        for (var y = 2; y < 22; y++)
            for (var x = 2; x < 22; x++)
                Assert.InRange(small.Pixels[4 * ((y * 24) + x)], 120, 135);
    }

    [Fact]
    public void What_covers_is_the_middle()
    {
        var image = new RgbaImage(6, 2);
        for (var i = 0; i < 12; i++)
            (image.Pixels[4 * i], image.Pixels[(4 * i) + 3]) = ((byte)(i % 6 * 10), 255);
        var square = image.Covering(2, 2);
        Assert.Equal([20, 30, 20, 30], Enumerable.Range(0, 4).Select(i => square.Pixels[4 * i]));
        Assert.Equal((3, 1), (image.Covering(3, 1).Width, image.Covering(3, 1).Height));
    }

    [Fact]
    public void What_is_clear_lends_no_colour()
    {
        var image = new RgbaImage(4, 1, [255, 0, 0, 255, 0, 255, 0, 0, 255, 0, 0, 255, 0, 255, 0, 0]);
        var one = image.Resampled(1, 1);
        Assert.Equal([255, 0, 0], one.Pixels[..3]);
        Assert.InRange(one.Pixels[3], 120, 135);
    }

    private static RgbaImage Noise(int width, int height)
    {
        var image = new RgbaImage(width, height);
        new Random(1).NextBytes(image.Pixels);
        for (var i = 3; i < image.Pixels.Length; i += 4)
            image.Pixels[i] = 255;
        return image;
    }
}
