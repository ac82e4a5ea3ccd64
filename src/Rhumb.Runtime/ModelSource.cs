using Rhumb.Runtime.Native;

namespace Rhumb.Runtime;

/// <summary>Where a model comes from: bytes, a file, or bytes whose other data lie in a folder.</summary>
internal sealed record ModelSource(string Subject, ReadOnlyMemory<byte> Bytes = default, string? Path = null, string? Folder = null)
{
    /// <summary>The same model, which takes what it can from the shared weights.</summary>
    public (ModelSource Source, WeightBinding Binding) Share(SharedWeights weights)
    {
        var (rest, binding) = weights.Bind(Path is null ? Bytes.Span : File.ReadAllBytes(Path));
        var folder = Path is null ? null : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path));
        return (new ModelSource(Subject, rest, Folder: folder), binding);
    }
}
