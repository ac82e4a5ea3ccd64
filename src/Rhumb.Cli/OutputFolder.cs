namespace Rhumb.Cli;

/// <summary>A folder that a verb writes into.</summary>
internal static class OutputFolder
{
    /// <summary>Makes sure that <paramref name="path"/> is a folder and returns its path.</summary>
    /// <exception cref="RhumbException">It cannot be one.</exception>
    public static string Prepare(string path)
    {
        if (File.Exists(path))
            throw new RhumbException($"'{path}' is a file; name a folder for --output.");
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"The folder '{path}' cannot be made ({error.Message.TrimEnd('.')}); choose another one for --output.", error);
        }
    }

    /// <summary>Removes a folder that a verb has made and then had nothing to put into.</summary>
    public static void RemoveIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
            Directory.Delete(path);
    }
}
