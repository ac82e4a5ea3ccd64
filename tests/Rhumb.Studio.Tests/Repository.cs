namespace Rhumb.Studio.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    /// <summary>The folder of Rhumb.slnx.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Absolute path of a file of the repository.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    private static string Find(DirectoryInfo? at)
    {
        for (; at is not null; at = at.Parent)
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Rhumb.slnx"))) return at.FullName;
        throw new InvalidOperationException("Rhumb.slnx is in no folder above the tests; run them from where they were built.");
    }
}
