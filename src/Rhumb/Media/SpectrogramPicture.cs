using Rhumb.Generators.Audio;
using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>Sounds as pictures: time to the right, frequency upwards on the mel scale, loud is bright.</summary>
public static class SpectrogramPicture
{
    private const int Width = 192, Height = 128;

    /// <summary>Power of the darkest level, 80 dB under a sine of full scale.</summary>
    private const double Silence = 1e-8;

    /// <summary>Seconds of a window: short enough to show an attack, long enough to tell the harmonics of a low note apart.</summary>
    private const double WindowSeconds = 0.048;

    /// <summary>The picture of <paramref name="sound"/>, 192 × 128, from black by way of red and yellow to white at full scale.</summary>
    public static RgbaImage Of(SoundOutput sound)
    {
        var window = Math.Max(16, 2 * (int)(WindowSeconds * sound.SampleRate / 2));
        var hop = Math.Clamp((sound.Samples.Length + Width - 2) / (Width - 1), 1, window / 2);
        var transform = new ShortTimeFourier(sound.Samples.Length, window, hop);
        var spectrum = transform.Forward(sound.Samples);
        var bank = MelBank.Weights(sound.SampleRate, window, transform.Bins, Height);
        var levels = new float[Height * Width];
        for (var x = 0; x < Width; x++)
        {
            var frame = spectrum.AsSpan(x * (transform.Frames - 1) / (Width - 1) * transform.Bins, transform.Bins);
            var powers = new double[transform.Bins];
            for (var k = 0; k < powers.Length; k++)
                powers[k] = (frame[k].Real * frame[k].Real) + (frame[k].Imaginary * frame[k].Imaginary);
            for (var band = 0; band < Height; band++)
            {
                var power = 0.0;
                for (var k = 0; k < powers.Length; k++)
                    power += bank[(band * powers.Length) + k] * powers[k];
                levels[(band * Width) + x] = (float)(Math.Log(1 + (power / Silence)) / Math.Log(1 + (1 / Silence)));
            }
        }
        return Of(levels, Height, Width);
    }

    /// <summary>The picture of <paramref name="levels"/> [bands, frames] in [0, 1], 0 black and 1 white, each drawn as a square of <paramref name="scale"/>² pixels.</summary>
    public static RgbaImage Of(ReadOnlySpan<float> levels, int bands, int frames, int scale = 1)
    {
        var image = new RgbaImage(scale * frames, scale * bands);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                Colour(levels[((bands - 1 - (y / scale)) * frames) + (x / scale)], image.Pixels.AsSpan(4 * ((y * image.Width) + x), 4));
        return image;
    }

    private static void Colour(double level, Span<byte> pixel)
    {
        for (var c = 0; c < 3; c++)
            pixel[c] = (byte)(255 * Math.Clamp((3 * level) - c, 0, 1));
        pixel[3] = 255;
    }
}
