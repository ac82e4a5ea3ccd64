using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators;

/// <summary>A manifest and the folder that its files lie in. Loading checks everything that can be checked without running a network.</summary>
public sealed class GeneratorFolder
{
    /// <summary>The name of the manifest in its folder.</summary>
    public const string ManifestName = "generator.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private GeneratorFolder(string folder, GeneratorManifest manifest) => (Folder, Manifest) = (folder, manifest);

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>The manifest, checked.</summary>
    public GeneratorManifest Manifest { get; }

    /// <summary>Reads a manifest: <paramref name="path"/> is the file or its folder. The files that it names must exist; their hashes are checked by <see cref="ReadFile"/>.</summary>
    /// <exception cref="RhumbException">Anything is missing or wrong; the message says what and how to put it right.</exception>
    public static GeneratorFolder Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ManifestName) : path;
        if (!File.Exists(file))
            throw new RhumbException($"There is no generator manifest at '{file}'; name a {ManifestName} or the folder that holds one.");
        GeneratorManifest manifest;
        try
        {
            using var stream = File.OpenRead(file);
            manifest = JsonSerializer.Deserialize<GeneratorManifest>(stream, Json) ?? throw new JsonException("the file holds null");
        }
        // What is of several kinds and does not say which is "not supported".
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new RhumbException($"'{file}' is not a valid manifest: {Reason(error)}; see docs/generator-manifest.md.", error);
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        ManifestRules.Check(manifest, file);
        foreach (var named in manifest.Files.All)
            if (!File.Exists(Path.Combine(folder, named.Path)))
                throw new RhumbException($"'{file}' names '{named.Path}', which is missing; put it beside the manifest or correct the path.");
        return new GeneratorFolder(folder, manifest);
    }

    /// <summary>Writes <paramref name="manifest"/> as <see cref="ManifestName"/> into <paramref name="folder"/>, hashes of its files filled in, and loads it back.</summary>
    /// <exception cref="RhumbException">The manifest breaks a rule or one of its files is missing, or it cannot be written; nothing is changed then.</exception>
    public static GeneratorFolder Save(string folder, GeneratorManifest manifest)
    {
        var target = Path.Combine(folder, ManifestName);
        ManifestRules.Check(manifest, target);
        GeneratorFile Hashed(GeneratorFile file)
        {
            var path = Path.Combine(folder, file.Path);
            if (!File.Exists(path))
                throw new RhumbException($"The manifest names '{file.Path}', which is missing in '{folder}'; write the file before the manifest.");
            using var stream = File.OpenRead(path);
            return file with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(stream)) };
        }
        var files = manifest.Files;
        manifest = manifest with
        {
            Files = new GeneratorFiles(
                Hashed(files.Decoder),
                files.Prior is null ? null : Hashed(files.Prior),
                files.Encoder is null ? null : Hashed(files.Encoder),
                files.Classifier is null ? null : Hashed(files.Classifier)),
        };
        AtomicFile.Write(target, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, Json) + "\n"));
        return Load(target);
    }

    /// <summary>Absolute path of one of the manifest's files.</summary>
    public string PathOf(GeneratorFile file) => Path.Combine(Folder, file.Path);

    /// <summary>The bytes of one of the manifest's files, its hash checked where the manifest gives one.</summary>
    /// <exception cref="RhumbException">The file cannot be read or is not the one that the manifest means.</exception>
    public byte[] ReadFile(GeneratorFile file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(PathOf(file));
        }
        catch (IOException error)
        {
            throw new RhumbException($"'{PathOf(file)}' cannot be read: {error.Message}", error);
        }
        if (file.Sha256 is { } expected && !Convert.ToHexStringLower(SHA256.HashData(bytes)).Equals(expected, StringComparison.OrdinalIgnoreCase))
            throw new RhumbException($"'{PathOf(file)}' ({bytes.Length:N0} bytes) is not the file that the manifest means (its SHA-256 differs): it is truncated or has been replaced; fetch it again, or train it again.");
        return bytes;
    }

    /// <summary>The classifier beside the decoder, or null.</summary>
    /// <exception cref="RhumbException">As <see cref="ReadFile"/>.</exception>
    internal Model? Classifier() => Manifest.Files.Classifier is { } file ? OnnxFile.Read(ReadFile(file), Folder) : null;

    private static string Reason(Exception error)
    {
        if (error is not JsonException json)
            return "a prior or a condition has no 'kind'";
        var path = json.Message.IndexOf(" Path:", StringComparison.Ordinal);
        var where = json.LineNumber is { } line ? $" (line {line + 1})" : "";
        return (path < 0 ? json.Message : json.Message[..path]).TrimEnd('.', ' ') + where;
    }
}
