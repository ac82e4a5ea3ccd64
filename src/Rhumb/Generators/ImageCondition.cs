using System.Text.Json.Serialization;
using Rhumb.LinearAlgebra;
using Rhumb.Pixels;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>
/// A picture that the generator starts from, as that of an inpainting or of an image-to-image network. A choice is a PNG of the network's size, as a <c>data:</c> address; pictures of another
/// size are cropped to its proportions and resampled, and transparent ones lie on white.
/// </summary>
/// <param name="Name">Name of the graph input that it feeds.</param>
/// <param name="Picture">How the graph input takes pictures.</param>
public sealed record ImageCondition(string Name, ImageLayout Picture) : Condition(Name)
{
    private const string Prefix = "data:image/png;base64,";

    /// <summary>A PNG file as a choice may be written.</summary>
    public static string Address(ReadOnlySpan<byte> png) => Prefix + Convert.ToBase64String(png);

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Range => $"a picture, brought to {Picture.Width} × {Picture.Height} pixels";

    /// <inheritdoc/>
    public override string Read(string value)
    {
        var picture = Decode(value);
        return (picture.Width, picture.Height) == (Picture.Width, Picture.Height) ? value : Address(PngWriter.Encode(picture.Covering(Picture.Width, Picture.Height)));
    }

    // A random picture is of nothing; plain grey favours nothing.
    internal override string Draw(RandomStream random)
    {
        var grey = new RgbaImage(Picture.Width, Picture.Height);
        for (var i = 0; i < grey.Pixels.Length; i++)
            grey.Pixels[i] = (byte)(i % 4 == 3 ? 255 : 128);
        return Address(PngWriter.Encode(grey));
    }

    internal override (ElementType Type, long[] Shape) Input => (ElementType.Float, Shape(1));

    internal override Tensor Encode(IReadOnlyList<string> values)
    {
        var (area, channels) = (Picture.Height * Picture.Width, Picture.Channels);
        var elements = new float[values.Count * area * channels];
        for (var n = 0; n < values.Count; n++)
        {
            var pixels = Decode(Read(values[n])).Pixels;
            for (var i = 0; i < area; i++)
                for (var channel = 0; channel < channels; channel++)
                {
                    var place = Picture.Axes == ImageAxes.ChannelsFirst ? (((n * channels) + channel) * area) + i : (((n * area) + i) * channels) + channel;
                    elements[place] = Picture.Low + ((Picture.High - Picture.Low) * Level(pixels.AsSpan(4 * i, 4), channel));
                }
        }
        return Tensor.Create<float>(elements, Shape(values.Count));
    }

    private long[] Shape(int count) => Picture.Axes == ImageAxes.ChannelsFirst
        ? [count, Picture.Channels, Picture.Height, Picture.Width]
        : [count, Picture.Height, Picture.Width, Picture.Channels];

    /// <summary>A channel in [0, 1], on white; the one channel of grey pictures is the luma of BT.601.</summary>
    private float Level(ReadOnlySpan<byte> pixel, int channel)
    {
        var colour = Picture.Channels == 3 ? pixel[channel] : (0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]);
        var alpha = pixel[3] / 255f;
        return (alpha * colour / 255) + 1 - alpha;
    }

    private RgbaImage Decode(string value)
    {
        var bytes = new byte[Math.Max(0, value.Length - Prefix.Length) / 4 * 3];
        return value.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64Chars(value.AsSpan(Prefix.Length), bytes, out var count)
            ? PngReader.Decode(bytes.AsSpan(0, count), $"The picture for '{Name}'")
            : throw new RhumbException($"'{Name}' is a picture; give a PNG file.");
    }
}
