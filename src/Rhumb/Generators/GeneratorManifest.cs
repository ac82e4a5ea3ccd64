namespace Rhumb.Generators;

/// <summary>The content of <c>generator.json</c>: what Rhumb must know about a generator beside its ONNX files.</summary>
public sealed record GeneratorManifest
{
    /// <summary>Short name, the one typed on the command line.</summary>
    public required string Name { get; init; }
}
