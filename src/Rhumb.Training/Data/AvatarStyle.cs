using System.Text.Json.Nodes;

namespace Rhumb.Training.Data;

/// <summary>
/// The avatars that a generator is trained on: Lorelei by Lisa Wischofsky (CC0), as DiceBear composes it, in colours. One style rather than several, because faces of one hand have
/// one space, in which every direction means something for every face; this one, because hair, glasses, beard, mouth and eyes are parts of their own.
/// </summary>
internal static class AvatarStyle
{
    private static readonly AvatarPart[] Parts =
    [
        new("hair", "hair", Variants(48)),
        new("hair colour", "hairColor", [("black", "000000"), ("brown", "6a4e35"), ("red", "ab2a18"), ("orange", "cb6820"), ("blond", "e5d7a3"), ("ash", "b9a05f"), ("blue", "85c2c6"), ("pink", "f59797")]),
        new("skin", "skinColor", [("pale", "ffe0c7"), ("light", "f2d3b1"), ("tan", "d08b5b"), ("brown", "ae5d29"), ("dark", "8d5524")]),
        new("glasses", "glasses", Variants(5), 35),
        new("beard", "beard", Variants(2), 15),
        new("earrings", "earrings", Variants(3), 20),
        new("freckles", "freckles", Variants(1), 10),
        new("flowers", "hairAccessories", [("flowers", "flowers")], 10),
        new("mouth", "mouth", [.. Variants(18, "happy"), .. Variants(9, "sad")]),
        new("eyes", "eyes", Variants(24)),
        new("eyebrows", "eyebrows", Variants(13)),
        new("nose", "nose", Variants(6)),
        new("head", "head", Variants(4)),
        new("background", "backgroundColor", [("sky", "b6e3f4"), ("violet", "c0aede"), ("lavender", "d1d4f9"), ("rose", "ffd5dc"), ("peach", "ffdfbf")]) { Key = "primaryBackgroundColor" },
    ];

    /// <summary>What is known of each avatar.</summary>
    public static IReadOnlyList<ImageAttribute> Attributes { get; } = [.. Parts.Select(part => part.Attribute)];

    /// <summary>What DiceBear is asked for, beside the seed.</summary>
    public static JsonObject Options()
    {
        // Heads fill the picture; nothing of the tallest hair is cut off.
        var options = new JsonObject { ["scale"] = 115, ["earringsColor"] = new JsonArray("ffc800"), ["hairAccessoriesColor"] = new JsonArray("f25f5c") };
        foreach (var part in Parts)
            part.AddTo(options);
        return options;
    }

    /// <summary>The attributes [A] of an avatar that DiceBear describes so.</summary>
    /// <exception cref="RhumbException">The description does not fit the options.</exception>
    public static byte[] Decode(JsonObject extra) => [.. Parts.Select(part => part.Decode(extra))];

    private static (string Name, string Source)[] Variants(int count, string kind = "variant") =>
        [.. Enumerable.Range(1, count).Select(i => (kind == "variant" ? $"{i:00}" : $"{kind} {i:00}", $"{kind}{i:00}"))];
}
