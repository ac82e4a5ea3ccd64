using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>What a generator makes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GeneratorKind>))]
public enum GeneratorKind
{
    /// <summary>A solid given by an implicit decoder (z [B, d], points [P, 3]) → field [B, P].</summary>
    [JsonStringEnumMemberName("shape")]
    Shape,

    /// <summary>An image: a decoder z [B, …] → image [B, C, H, W] or [B, H, W, C].</summary>
    [JsonStringEnumMemberName("image")]
    Image,

    /// <summary>A sound: a decoder z [B, …] → waveform [B, n] or [B, 1, n], or spectrogram [B, 2, frames, bins].</summary>
    [JsonStringEnumMemberName("sound")]
    Sound,
}
