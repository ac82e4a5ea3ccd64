using System.Globalization;

namespace Rhumb.Training.Data;

/// <summary>Reads the catalogues (<c>PluginFurnitureCatalog.properties</c>) of unpacked .sh3f libraries.</summary>
public static class FurnitureCatalogue
{
    /// <summary>All entries with a model in every library below <paramref name="folder"/>, ordered by library and number.</summary>
    /// <exception cref="RhumbException">There is no library, or a catalogue is not readable.</exception>
    public static IReadOnlyList<FurnitureItem> Read(string folder)
    {
        var libraries = Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(f => File.Exists(CatalogueOf(f))).ToArray() : [];
        if (libraries.Length == 0)
            throw new RhumbException($"{folder} holds no furniture library (a folder with PluginFurnitureCatalog.properties); delete it and fetch the data again.");
        Array.Sort(libraries, StringComparer.Ordinal);
        return [.. libraries.SelectMany(ReadLibrary)];
    }

    internal static string CatalogueOf(string library) => Path.Combine(library, "PluginFurnitureCatalog.properties");

    private static IEnumerable<FurnitureItem> ReadLibrary(string library)
    {
        var properties = JavaProperties.Read(CatalogueOf(library));
        var numbers = properties.Keys.Where(key => key.StartsWith("name#", StringComparison.Ordinal))
            .Select(key => int.TryParse(key.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)
            .Where(n => n >= 0).Order();
        foreach (var n in numbers)
        {
            string? Value(string key) => properties.TryGetValue($"{key}#{n}", out var value) && value.Length > 0 ? value : null;
            if (Value("model") is not { } model)
                continue;
            yield return new FurnitureItem(
                library, Value("id") ?? model, Value("name") ?? model, Value("category") ?? "",
                Path.Combine(library, model.TrimStart('/')), Value("creator"), RotationOf(library, n, Value("modelRotation")), Longest(Value));
        }
    }

    private static Rotation RotationOf(string library, int n, string? text)
    {
        try
        {
            return text is null ? Rotation.None : Rotation.Parse(text);
        }
        catch (FormatException cause)
        {
            throw new RhumbException($"modelRotation#{n} in {CatalogueOf(library)} is '{text}', not nine numbers; fetch the data again.", cause);
        }
    }

    private static double? Longest(Func<string, string?> value)
    {
        double? longest = null;
        foreach (var key in (string[])["width", "depth", "height"])
            if (double.TryParse(value(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var centimetres))
                longest = Math.Max(longest ?? 0, Math.Round(centimetres / 100, 4));
        return longest;
    }
}
