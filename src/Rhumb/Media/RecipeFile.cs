using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>Opens the recipe inside an exported file.</summary>
public static class RecipeFile
{
    /// <summary>The recipe of a GLB, OBJ, STL, PNG or WAV that Rhumb exported, or of a file that is a recipe's JSON itself; known by content, not by name.</summary>
    /// <exception cref="RhumbException">The file is missing or carries no recipe that can be read.</exception>
    public static Recipe Read(string path)
    {
        if (!File.Exists(path))
            throw new RhumbException($"There is no file '{path}'; check the path.");
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{path}' cannot be read: {error.Message}", error);
        }
        return Read(file, path);
    }

    /// <summary>As above, from a file's bytes; <paramref name="origin"/> names it in errors.</summary>
    /// <exception cref="RhumbException">The file carries no recipe that can be read.</exception>
    public static Recipe Read(ReadOnlySpan<byte> file, string origin) =>
        Recipe.Parse(Find(file) ?? throw new RhumbException($"'{origin}' carries no recipe that can be read; open a GLB, OBJ, STL, PNG or WAV that Rhumb exported."), origin);

    private static string? Find(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(GlbFormat.Magic))
            return GlbFormat.FindRecipe(file);
        if (file.StartsWith(PngWriter.Signature))
            return PngFile.FindRecipe(file);
        if (WavFile.IsOurs(file))
            return WavFile.FindRecipe(file);
        if (StlFormat.IsOurs(file))
            return StlFormat.FindRecipe(file);
        return file.Length > 0 && file[0] == '{' ? System.Text.Encoding.UTF8.GetString(file) : ObjFormat.FindRecipe(file);
    }
}
