using Rhumb.Generators;
using Rhumb.Media;

namespace Rhumb.Cli;

/// <summary>Latent points from a file: NumPy's format, or the recipe inside an export.</summary>
internal static class LatentFile
{
    /// <summary>
    /// The space to open a generator in: the one that was asked for, or else the one whose latent the recipe in <paramref name="path"/> holds. Arrays, and what is no latent of the generator,
    /// are taken as the prior's.
    /// </summary>
    /// <exception cref="RhumbException">The file cannot be read or carries no recipe.</exception>
    public static WalkSpace SpaceOf(string? path, WalkSpace? asked, GeneratorManifest manifest) =>
        asked ?? (path is null || IsArray(path) ? WalkSpace.Prior : SpaceOf(RecipeFile.Read(path).Point, manifest));

    /// <summary>The points in <paramref name="path"/>, checked against <paramref name="generator"/>.</summary>
    /// <exception cref="RhumbException">The file cannot be read, belongs to another generator, or to the other space of this one.</exception>
    public static IReadOnlyList<Point> Read(string path, IGenerator generator)
    {
        var (manifest, space) = (generator.Manifest, generator.LatentSpace);
        if (IsArray(path))
        {
            var rows = NpyFile.ReadRows(path);
            if (rows.Columns != space.Dimension)
                throw new RhumbException($"'{path}' holds latents of {rows.Columns} coordinates, but the generator '{manifest.Name}' has {space.Dimension}; use a latent that was made for it.");
            return [.. Enumerable.Range(0, rows.Rows).Select(row => Of(space, rows.Row(row)))];
        }
        var recipe = RecipeFile.Read(path);
        if (recipe.Model != manifest.Name)
            throw new RhumbException($"'{path}' was made with the generator '{recipe.Model}', not with '{manifest.Name}'; open it with '{recipe.Model}'.");
        if (recipe.ModelHash is { } made && manifest.ModelHash is { } here && made != here)
            throw new RhumbException($"'{path}' was made with another training of '{manifest.Name}', which would show something else for its latent; use the model files that it was made with.");
        Check(recipe.Point, path, manifest, space);
        return [recipe.Point];
    }

    /// <summary>The one point in <paramref name="path"/>.</summary>
    /// <exception cref="RhumbException">As <see cref="Read"/>, or there are several.</exception>
    public static Point ReadOne(string path, IGenerator generator) => Read(path, generator) is var points && points.Count == 1
        ? points[0]
        : throw new RhumbException($"'{path}' holds {points.Count} latents, and one is needed here; save the one you mean as [d].");

    /// <summary>Whether an existing OBJ was exported by Rhumb, so that its solid can be decoded again instead of voxelised.</summary>
    public static bool HasRecipe(string obj) => File.Exists(obj) && File.ReadLines(obj).Take(16).Any(line => line.StartsWith("# rhumb-recipe:", StringComparison.Ordinal));

    /// <summary>The point of latent z [d] without conditions.</summary>
    public static Point Of(LatentSpace space, ReadOnlySpan<float> z) =>
        space.WithLatent(new Point(new Dictionary<string, float[]>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal)), z);

    private static bool IsArray(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    private static void Check(Point point, string path, GeneratorManifest manifest, LatentSpace space)
    {
        var made = SpaceOf(point, manifest);
        if (!Holds(point, space.Blocks) && Holds(point, made == WalkSpace.Code ? [manifest.Code!] : manifest.Latent))
        {
            var option = $"--space {made.ToString().ToLowerInvariant()}";
            throw new RhumbException($"'{path}' was made with {option}, and its latent is none of the space that is walked here; give {option}.");
        }
        try
        {
            _ = space.Flatten(point);
        }
        catch (ArgumentException error)
        {
            throw new RhumbException($"The recipe in '{path}' does not fit the generator '{manifest.Name}': {error.Message.Split(" (Parameter")[0].TrimEnd('.')}; use a latent that was made for it.", error);
        }
    }

    /// <summary>The space whose latent <paramref name="point"/> holds; the prior's where it holds both or none.</summary>
    private static WalkSpace SpaceOf(Point point, GeneratorManifest manifest) =>
        manifest.Code is { } code && Holds(point, [code]) && !Holds(point, manifest.Latent) ? WalkSpace.Code : WalkSpace.Prior;

    private static bool Holds(Point point, IReadOnlyList<LatentBlock> blocks) =>
        blocks.All(block => point.Blocks.TryGetValue(block.Name, out var values) && values.Length == block.Count);
}
