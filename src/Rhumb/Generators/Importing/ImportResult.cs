namespace Rhumb.Generators.Importing;

/// <summary>A model that was imported.</summary>
/// <param name="Folder">The generator's folder with its manifest.</param>
/// <param name="Notes">What was assumed and what was seen in the samples, a sentence each.</param>
public sealed record ImportResult(GeneratorFolder Folder, IReadOnlyList<string> Notes);
