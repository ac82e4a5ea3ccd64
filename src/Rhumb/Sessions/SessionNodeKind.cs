using System.Text.Json.Serialization;

namespace Rhumb.Sessions;

/// <summary>How a node of a session came about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionNodeKind>))]
public enum SessionNodeKind
{
    /// <summary>A start of the session.</summary>
    [JsonStringEnumMemberName("start")]
    Start,

    /// <summary>The person went there.</summary>
    [JsonStringEnumMemberName("step")]
    Step,

    /// <summary>The parent's point with other directions.</summary>
    [JsonStringEnumMemberName("anotherDirection")]
    AnotherDirection,

    /// <summary>The point shown in the parent under other conditions.</summary>
    [JsonStringEnumMemberName("conditions")]
    Conditions,
}
