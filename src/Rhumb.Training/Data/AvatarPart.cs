using System.Text.Json.Nodes;

namespace Rhumb.Training.Data;

/// <summary>One part of an avatar that is drawn in one of several ways, and how the style calls it.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Option">The style's option that lists what to choose from.</param>
/// <param name="Values">What to choose from: our name, and the style's.</param>
/// <param name="Probability">Per cent of the avatars that have the part at all.</param>
internal sealed record AvatarPart(string Name, string Option, IReadOnlyList<(string Name, string Source)> Values, int Probability = 100)
{
    /// <summary>What an avatar without the part has.</summary>
    public const string None = "none";

    /// <summary>Under what name the style says what it chose.</summary>
    public string Key { get; init; } = Option;

    /// <summary>The part as an attribute: "none" comes first where not every avatar has it.</summary>
    public ImageAttribute Attribute => new(Name, [.. Probability < 100 ? [None] : Array.Empty<string>(), .. Values.Select(value => value.Name)]);

    /// <summary>Adds the part to the style's options.</summary>
    public void AddTo(JsonObject options)
    {
        options[Option] = new JsonArray([.. Values.Select(value => (JsonNode)value.Source)]);
        if (Probability < 100)
            options[Option + "Probability"] = Probability;
    }

    /// <summary>The place in <see cref="Attribute"/> of what the style chose.</summary>
    /// <param name="extra">What the style says that an avatar is made of.</param>
    /// <exception cref="RhumbException">It says nothing of the part, or something unknown.</exception>
    public byte Decode(JsonObject extra)
    {
        if (extra[Key]?.ToString().TrimStart('#') is not { } source)
            return Probability < 100 ? (byte)0 : throw new RhumbException($"An avatar was drawn without '{Key}', which each has; Rhumb and its packages do not fit each other, install both anew.");
        for (var i = 0; i < Values.Count; i++)
            if (Values[i].Source == source)
                return (byte)(i + (Probability < 100 ? 1 : 0));
        throw new RhumbException($"An avatar was drawn with '{Key}' as '{source}', which was not asked for; Rhumb and its packages do not fit each other, install both anew.");
    }
}
