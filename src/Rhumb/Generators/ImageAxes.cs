using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>The order of an image tensor's axes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageAxes>))]
public enum ImageAxes
{
    /// <summary>[B, C, H, W], as PyTorch exports.</summary>
    [JsonStringEnumMemberName("nchw")]
    ChannelsFirst,

    /// <summary>[B, H, W, C], as TensorFlow exports.</summary>
    [JsonStringEnumMemberName("nhwc")]
    ChannelsLast,
}
