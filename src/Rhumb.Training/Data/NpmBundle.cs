using System.Security.Cryptography;

namespace Rhumb.Training.Data;

/// <summary>npm packages at the versions and hashes of a lock file, with the scripts that use them: the files of a folder in which <c>npm ci</c> is run.</summary>
/// <param name="Name">What the folder, progress lines and errors call it.</param>
/// <param name="Files">The folder's files by name, among them package.json and package-lock.json.</param>
public sealed record NpmBundle(string Name, IReadOnlyDictionary<string, byte[]> Files)
{
    private const string Prefix = "npm/";

    /// <summary>The renderer of avatars: DiceBear and resvg, 9 MB.</summary>
    public static NpmBundle Avatars { get; } = new("avatars", Embedded());

    /// <summary>Name of the folder it is installed in; changes with every byte of its files.</summary>
    public string FolderName
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
                hash.AppendData(file.Value);
            return $"{Name}_{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
        }
    }

    private static Dictionary<string, byte[]> Embedded()
    {
        var assembly = typeof(NpmBundle).Assembly;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            assembly.GetManifestResourceStream(name)!.CopyTo(content);
            files[name[Prefix.Length..]] = content.ToArray();
        }
        return files;
    }
}
