using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>How a network takes one of k classes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelEncoding>))]
public enum LabelEncoding
{
    /// <summary>Float [B, k], 1 at the class and 0 elsewhere.</summary>
    [JsonStringEnumMemberName("oneHot")]
    OneHot,

    /// <summary>Int64 [B], the class' number from 0 on.</summary>
    [JsonStringEnumMemberName("index")]
    Index,
}
