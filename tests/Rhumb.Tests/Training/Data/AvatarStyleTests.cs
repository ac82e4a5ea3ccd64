using System.Text.Json.Nodes;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>What DiceBear says of an avatar becomes places in lists of values.</summary>
public sealed class AvatarStyleTests
{
    private static JsonObject Extra() => new()
    {
        ["primaryBackgroundColor"] = "#d1d4f9", ["backgroundType"] = "solid", ["backgroundRotation"] = 287, ["hair"] = "variant26", ["head"] = "variant04", ["eyes"] = "variant16",
        ["eyebrows"] = "variant04", ["nose"] = "variant05", ["mouth"] = "sad03", ["hairColor"] = "#85c2c6", ["skinColor"] = "#f2d3b1", ["glasses"] = "variant05",
    };

    [Fact]
    public void Every_part_is_named_and_what_is_not_there_is_none()
    {
        var labels = AvatarStyle.Decode(Extra());
        var found = AvatarStyle.Attributes.Zip(labels, (attribute, label) => (attribute.Name, Value: attribute.Values[label])).ToDictionary(pair => pair.Name, pair => pair.Value);
        Assert.Equal(("26", "blue", "light", "05"), (found["hair"], found["hair colour"], found["skin"], found["glasses"]));
        Assert.Equal(("none", "none", "none", "none"), (found["beard"], found["earrings"], found["freckles"], found["flowers"]));
        Assert.Equal(("sad 03", "16", "04", "05", "04", "lavender"), (found["mouth"], found["eyes"], found["eyebrows"], found["nose"], found["head"], found["background"]));
    }

    [Theory]
    [InlineData("hair", null, "'hair'")]
    [InlineData("hair", "variant49", "variant49")]
    [InlineData("skinColor", "#ffffff", "ffffff")]
    [InlineData("glasses", "variant06", "variant06")]
    public void What_was_not_asked_for_is_refused_by_name(string key, string? value, string part)
    {
        var extra = Extra();
        extra[key] = value;
        var message = Assert.Throws<RhumbException>(() => AvatarStyle.Decode(extra)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void The_options_list_every_value_and_values_fit_a_byte()
    {
        var options = AvatarStyle.Options();
        Assert.Equal(48, options["hair"]!.AsArray().Count);
        Assert.Equal(35, options["glassesProbability"]!.GetValue<int>());
        Assert.All(AvatarStyle.Attributes, attribute =>
        {
            Assert.InRange(attribute.Values.Count, 2, 256);
            Assert.Equal(attribute.Values.Count, attribute.Values.Distinct(StringComparer.Ordinal).Count());
        });
    }
}
