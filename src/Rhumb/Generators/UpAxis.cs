using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>The axis that points up: y in most viewers and in glTF, z in printing and most CAD.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UpAxis>))]
public enum UpAxis
{
    /// <summary>+y is up, the front looks towards +z.</summary>
    [JsonStringEnumMemberName("y")]
    Y,

    /// <summary>+z is up, the front looks towards −y.</summary>
    [JsonStringEnumMemberName("z")]
    Z,
}
