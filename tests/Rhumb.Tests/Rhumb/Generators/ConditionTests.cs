using System.Text.Json;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Pixels;

namespace Rhumb.Tests.Rhumb.Generators;

public sealed class ConditionTests
{
    private static readonly NumberCondition Codes = new("c", -1, 1, 2);
    private static readonly ImageCondition Photo = new("photo", new ImageLayout(3, 5, 3, ImageAxes.ChannelsFirst, -1, 1));

    /// <summary>Drawn choices are choices, are the one way to write themselves, and come with the seed.</summary>
    [Fact]
    public void Drawn_choices_are_choices()
    {
        foreach (var condition in (Condition[])[new LabelCondition("label", ["a", "b", "c"]), Codes, Photo])
            for (var seed = 0; seed < 20; seed++)
            {
                var drawn = condition.Draw(new RandomStream(seed, "draw"));
                Assert.Equal(drawn, condition.Read(drawn));
                Assert.Equal(drawn, condition.Draw(new RandomStream(seed, "draw")));
                using var tensor = condition.Encode([drawn, drawn]);
                Assert.Equal([2, .. condition.Input.Shape.Skip(1)], tensor.Shape.ToArray());
                Assert.Equal(condition.Input.Type, tensor.ElementType);
            }
    }

    [Theory]
    [InlineData("0.25,-1", 0.25f, -1f)]
    [InlineData(" 1e-1 , 1.0", 0.1f, 1f)]
    public void Numbers_are_read(string typed, float first, float second)
    {
        using var tensor = Codes.Encode([typed, "0,0"]);
        Assert.Equal([first, second, 0, 0], tensor.ToArray<float>());
        using var again = Codes.Encode([Codes.Read(typed)]);
        Assert.Equal([first, second], again.ToArray<float>());
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("0,0,0")]
    [InlineData("0,1.5")]
    [InlineData("0,NaN")]
    [InlineData("0,x")]
    [InlineData("")]
    public void Other_numbers_are_refused(string typed) =>
        Assert.Contains("2 numbers, separated by commas, from -1 to 1", Assert.Throws<RhumbException>(() => Codes.Read(typed)).Message, StringComparison.Ordinal);

    /// <summary>A picture reaches the network as its values, in its order of axes; the same picture at another size nearly so.</summary>
    [Fact]
    public void Pictures_become_values()
    {
        var image = new RgbaImage(5, 3);
        for (var i = 0; i < 15; i++)
            (image.Pixels[4 * i], image.Pixels[(4 * i) + 1], image.Pixels[(4 * i) + 2], image.Pixels[(4 * i) + 3]) = ((byte)(i * 17), 255, 0, 255);
        var address = ImageCondition.Address(PngWriter.Encode(image));
        Assert.Equal(address, Photo.Read(address));
        using var first = Photo.Encode([address]);
        using var last = (Photo with { Picture = Photo.Picture with { Axes = ImageAxes.ChannelsLast, Low = 0, High = 255 } }).Encode([address]);
        var (planes, rows) = (first.ToArray<float>(), last.ToArray<float>());
        for (var i = 0; i < 15; i++)
            Assert.Equal([(2 * i * 17 / 255f) - 1, 1, -1, i * 17, 255, 0], [planes[i], planes[15 + i], planes[30 + i], rows[3 * i], rows[(3 * i) + 1], rows[(3 * i) + 2]], (a, b) => Math.Abs(a - b) < 1e-4);

        using var large = Photo.Encode([ImageCondition.Address(PngWriter.Encode(image.Resampled(50, 30)))]);
        Assert.All(large.ToArray<float>().Zip(planes), pair => Assert.Equal(pair.Second, pair.First, 0.15f));
    }

    [Fact]
    public void What_is_clear_lies_on_white()
    {
        using var tensor = (Photo with { Picture = new ImageLayout(1, 1, 1, ImageAxes.ChannelsFirst, 0, 1) }).Encode([ImageCondition.Address(PngWriter.Encode(new RgbaImage(1, 1)))]);
        Assert.Equal([1], tensor.ToArray<float>());
    }

    [Theory]
    [InlineData("cat.png")]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/png;base64,!!!")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("data:image/jpeg;base64,AAAA")]
    public void What_is_no_picture_is_refused(string typed) => Assert.Contains("PNG", Assert.Throws<RhumbException>(() => Photo.Read(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void Manifests_hold_them()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        foreach (var condition in (Condition[])[Codes, Photo])
            Assert.Equal(condition, JsonSerializer.Deserialize<Condition>(JsonSerializer.Serialize(condition, json), json));
        Assert.DoesNotContain("range", JsonSerializer.Serialize<Condition>(Codes, json), StringComparison.Ordinal);
    }
}
