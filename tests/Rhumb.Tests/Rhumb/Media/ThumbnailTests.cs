using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.Media;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class ThumbnailTests
{
    private static readonly GeneratorManifest Manifest = new()
    {
        Name = "any", Kind = GeneratorKind.Image, Latent = [new LatentBlock("z", [1], new NormalPrior())], Licence = "CC0-1.0", Files = new GeneratorFiles(new GeneratorFile("decoder.onnx")),
    };

    [Theory]
    [InlineData(28, 112), InlineData(64, 128), InlineData(300, 300)]
    public void Small_images_are_enlarged_by_whole_pixels(int side, int expected)
    {
        var picture = Thumbnail.Of(new ImageOutput(side, side, 1, new float[side * side]), Manifest);
        Assert.Equal((expected, expected), (picture.Width, picture.Height));
    }

    /// <summary>A tone is one bright line at its height, in its first half of the time; silence is black.</summary>
    [Theory]
    [InlineData(220), InlineData(1000), InlineData(4000)]
    public void A_tone_is_a_line_at_its_pitch_while_it_sounds(double hertz)
    {
        const int rate = 16_000;
        var samples = new float[rate];
        for (var i = 0; i < rate / 2; i++)
            samples[i] = (float)(0.5 * Math.Sin(2 * Math.PI * hertz * i / rate));
        var picture = Thumbnail.Of(new SoundOutput(rate, samples), Manifest);
        int Red(int x, int y) => picture.Pixels[4 * ((y * picture.Width) + x)] + picture.Pixels[(4 * ((y * picture.Width) + x)) + 1];
        var brightest = Enumerable.Range(0, picture.Height).MaxBy(y => Red(picture.Width / 4, y));
        var mel = 2595 * Math.Log10(1 + (hertz / 700)) / (2595 * Math.Log10(1 + (8000 / 700.0)));
        Assert.Equal(picture.Height * (1 - mel), brightest, 4.0);
        Assert.All(Enumerable.Range(0, picture.Height), y => Assert.Equal(0, Red(picture.Width - 10, y)));
    }
}
