using System.Text.Json;
using System.Text.Json.Serialization;
using Rhumb.Generators;

namespace Rhumb.Media;

/// <summary>How an output came to be: what every exported file carries, and opens again from to equal samples.</summary>
public sealed record Recipe
{
    /// <summary>The schema that this version of Rhumb writes; it reads this one and older ones.</summary>
    public const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Version of the recipe's schema.</summary>
    [JsonPropertyName("rhumbRecipe")]
    [JsonPropertyOrder(-1)]
    public required int Schema { get; init; }

    /// <summary>Name of the generator.</summary>
    public required string Model { get; init; }

    /// <summary><see cref="GeneratorManifest.ModelHash"/> of the generator; null where its manifest has no hashes.</summary>
    public string? ModelHash { get; init; }

    /// <summary>The whole point that the output was made from.</summary>
    public required Point Point { get; init; }

    /// <summary>The points accepted on the way here, from the start on; empty for a sample.</summary>
    public IReadOnlyList<Point> Path { get; init; } = [];

    /// <summary>Seed of the start; null where it was not drawn.</summary>
    public long? Seed { get; init; }

    /// <summary>Whom to credit, one line.</summary>
    public required string Credit { get; init; }

    /// <summary>Licence of the output.</summary>
    public required string Licence { get; init; }

    /// <summary>The recipe of <paramref name="point"/> of the generator that <paramref name="manifest"/> describes.</summary>
    public static Recipe Of(GeneratorManifest manifest, Point point, long? seed = null, IReadOnlyList<Point>? path = null) => new()
    {
        Schema = CurrentSchema,
        Model = manifest.Name,
        ModelHash = manifest.ModelHash,
        Point = point,
        Path = path ?? [],
        Seed = seed,
        Credit = manifest.CreditLine,
        Licence = manifest.Licence,
    };

    /// <summary>One line of JSON in ASCII; floats in the shortest form that reads back to the same bits.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads <see cref="ToJson"/> back; <paramref name="origin"/> is the file named in errors.</summary>
    /// <exception cref="RhumbException">The text is no recipe or one of a newer Rhumb.</exception>
    public static Recipe Parse(string json, string origin)
    {
        Recipe recipe;
        try
        {
            recipe = JsonSerializer.Deserialize<Recipe>(json, Json) ?? throw new JsonException("it holds null");
            if (recipe.Path.Prepend(recipe.Point).Any(HoldsNull))
                throw new JsonException("a point holds null");
        }
        catch (JsonException error)
        {
            throw new RhumbException($"The recipe in '{origin}' is damaged and cannot be opened; export the output again.", error);
        }
        return recipe.Schema is > 0 and <= CurrentSchema
            ? recipe
            : throw new RhumbException($"The recipe in '{origin}' has schema {recipe.Schema}, this Rhumb reads up to {CurrentSchema}: open it with a newer Rhumb.");
    }

    // Readers of JSON check properties for null, not what is in lists and dictionaries.
    private static bool HoldsNull(Point? point) => point is null || point.Blocks.Values.Contains(null!) || point.Conditions.Values.Contains(null!);
}
