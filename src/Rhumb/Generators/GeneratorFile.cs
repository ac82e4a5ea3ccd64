namespace Rhumb.Generators;

/// <summary>One file of a generator.</summary>
/// <param name="Path">Path relative to the manifest; it cannot leave the manifest's folder.</param>
/// <param name="Sha256">SHA-256 of the file as 64 hexadecimal digits; null where the author gave none (then it is not checked).</param>
public sealed record GeneratorFile(string Path, string? Sha256 = null);
