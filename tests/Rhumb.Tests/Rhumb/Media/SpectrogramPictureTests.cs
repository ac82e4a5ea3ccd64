using Rhumb.Media;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class SpectrogramPictureTests
{
    /// <summary>The first band is at the bottom, and loud is bright: black, red, yellow, white.</summary>
    [Fact]
    public void Levels_are_drawn_from_below_in_squares()
    {
        var picture = SpectrogramPicture.Of([0, 1 / 3f, 2 / 3f, 1, 0, 2], bands: 2, frames: 3, scale: 2);
        Assert.Equal((6, 4), (picture.Width, picture.Height));
        foreach (var (x, y, colour) in new (int, int, byte[])[] { (0, 3, [0, 0, 0, 255]), (3, 2, [255, 0, 0, 255]), (5, 3, [255, 255, 0, 255]), (1, 1, [255, 255, 255, 255]), (2, 0, [0, 0, 0, 255]), (4, 0, [255, 255, 255, 255]) })
            Assert.Equal(colour, picture.Pixels[(4 * ((y * 6) + x))..(4 * ((y * 6) + x + 1))]);
    }
}
