namespace Rhumb.Training.Data;

/// <summary>The programs that install npm packages and run their scripts.</summary>
/// <param name="Npm">Path or name of npm; null for the one on the PATH.</param>
/// <param name="Node">Path or name of node.</param>
public sealed record NpmTools(string? Npm = null, string Node = "node")
{
    /// <summary>What to do where one is missing: the end of a sentence.</summary>
    internal const string Remedy = "install Node.js 20 or newer with npm (Debian: apt install npm), or give the pictures with --data FILE";

    /// <summary>npm as this platform calls it.</summary>
    internal string NpmProgram => Npm ?? (OperatingSystem.IsWindows() ? "npm.cmd" : "npm");
}
