using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class ImageFileTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    public void Each_pixel_is_a_square_of_its_rounded_colour(int channels, int scale)
    {
        var image = new ImageOutput(2, 3, channels, [.. Enumerable.Range(0, 6 * channels).Select(i => (i / (6f * channels) * 1.5f) - 0.2f)]);
        var picture = ImageFile.Picture(image, scale);
        Assert.Equal((3 * scale, 2 * scale), (picture.Width, picture.Height));
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                for (var c = 0; c < 3; c++)
                {
                    var value = image.Values[(((y / scale * 3) + (x / scale)) * channels) + Math.Min(c, channels - 1)];
                    Assert.Equal(Math.Clamp(255.0 * value, 0, 255), picture.Pixels[(4 * ((y * picture.Width) + x)) + c], 0.501);
                }
    }

    [Fact]
    public void Bytes_are_rounded_and_clipped()
    {
        var bytes = new byte[6];
        ImageFile.Quantise([-1, 0, 0.499f / 255, 0.501f / 255, 1, 2], bytes);
        Assert.Equal((byte[])[0, 0, 0, 1, 255, 255], bytes);
        Assert.Throws<ArgumentException>(() => ImageFile.Quantise([0, 0], new byte[1]));
    }
}
