namespace Rhumb.Training.Data;

/// <summary>Where downloads and voxels are kept between runs: $RHUMB_CACHE, else $XDG_CACHE_HOME/rhumb, else ~/.cache/rhumb.</summary>
public static class CacheFolder
{
    /// <summary>The full path of the cache folder; it is not created.</summary>
    public static string Resolve() => Resolve(Environment.GetEnvironmentVariable);

    internal static string Resolve(Func<string, string?> variable)
    {
        if (variable("RHUMB_CACHE") is { Length: > 0 } own)
            return Path.GetFullPath(own);
        // The XDG specification: a relative path is invalid and must be ignored.
        if (variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
            return Path.Combine(xdg, "rhumb");
        var home = variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(home, ".cache", "rhumb");
    }
}
