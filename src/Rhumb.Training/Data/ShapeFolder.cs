namespace Rhumb.Training.Data;

/// <summary>A folder of one's own OBJ files as data.</summary>
public static class ShapeFolder
{
    /// <summary>All .obj files below <paramref name="folder"/>, ordered by path, taken as upright and facing +z.</summary>
    /// <exception cref="RhumbException">The folder is missing or holds no OBJ file.</exception>
    public static IReadOnlyList<ShapeSource> Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new RhumbException($"There is no folder {folder}; give one that holds OBJ files.");
        var files = Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MatchType = MatchType.Simple })
            .Where(file => Path.GetExtension(file).Equals(".obj", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (files.Length == 0)
            throw new RhumbException($"The folder {folder} holds no OBJ file (*.obj), nor do its subfolders; give one that does.");
        Array.Sort(files, StringComparer.Ordinal);
        return [.. files.Select(file => new ShapeSource(
            Path.GetRelativePath(folder, file).Replace('\\', '/'), Path.GetFileNameWithoutExtension(file), file, Rotation.None, null, null))];
    }
}
