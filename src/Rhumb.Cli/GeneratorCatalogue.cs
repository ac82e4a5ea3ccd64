using Rhumb.Generators;

namespace Rhumb.Cli;

/// <summary>Finds generators by what a person types: a shipped name, a manifest, its folder, or an ONNX file.</summary>
/// <param name="folder">Where the shipped generators lie, one folder each; null where there are none.</param>
internal sealed class GeneratorCatalogue(string? folder)
{
    /// <summary>The folder that RHUMB_MODELS names, or else the nearest folder 'models' at or above the program.</summary>
    public static GeneratorCatalogue Shipped()
    {
        if (Environment.GetEnvironmentVariable("RHUMB_MODELS") is { Length: > 0 } named)
            return new GeneratorCatalogue(named);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "models") is var models && Directory.Exists(models))
                return new GeneratorCatalogue(models);
        return new GeneratorCatalogue(null);
    }

    /// <summary>Names of the shipped generators, in order.</summary>
    public IReadOnlyList<string> Names => folder is null || !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder).Where(HasManifest).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The folder of a shipped generator.</summary>
    public GeneratorFolder Load(string name) => GeneratorFolder.Load(Path.Combine(folder!, name));

    /// <summary>The generator that <paramref name="typed"/> means.</summary>
    /// <exception cref="RhumbException">There is none; the message says which there are.</exception>
    public GeneratorFolder Find(string typed)
    {
        if (Names.Contains(typed, StringComparer.Ordinal))
            return Load(typed);
        if (typed.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && File.Exists(typed))
            return OfModel(typed);
        if (File.Exists(typed) || Directory.Exists(typed))
            return GeneratorFolder.Load(typed);
        var shipped = Names.Count == 0 ? "none is shipped here" : $"shipped: {string.Join(", ", Names)}";
        throw new RhumbException($"There is no generator '{typed}' ({shipped}); name a shipped generator, a {GeneratorFolder.ManifestName}, its folder, or an ONNX file beside one.");
    }

    /// <summary>The generator whose manifest lies beside an ONNX file and names it.</summary>
    private static GeneratorFolder OfModel(string path)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!HasManifest(beside))
            throw new RhumbException($"There is no {GeneratorFolder.ManifestName} beside '{path}' that says what its inputs and outputs mean; make one with 'rhumb import {path}'.");
        var found = GeneratorFolder.Load(beside);
        return found.PathOf(found.Manifest.Files.Decoder) == Path.GetFullPath(path)
            ? found
            : throw new RhumbException($"'{path}' is not the decoder of the generator '{found.Manifest.Name}' beside it; name '{found.Manifest.Files.Decoder.Path}', or move the file to a folder with a manifest of its own.");
    }

    private static bool HasManifest(string path) => File.Exists(Path.Combine(path, GeneratorFolder.ManifestName));
}
