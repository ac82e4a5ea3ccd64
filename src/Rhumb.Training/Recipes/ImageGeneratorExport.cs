using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Media;

namespace Rhumb.Training.Recipes;

/// <summary>Writes a trained image generator: its ONNX files, then the manifest with their hashes.</summary>
public static class ImageGeneratorExport
{
    /// <summary>Writes into <paramref name="folder"/>, which is created; each file is replaced as a whole, the manifest last.</summary>
    /// <exception cref="RhumbException">A file cannot be written.</exception>
    public static GeneratorFolder Write(string folder, GeneratorManifest manifest, Model decoder, Model classifier)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"The folder {folder} cannot be made ({cause.Message.TrimEnd('.')}); choose another with --output.", cause);
        }
        AtomicFile.Write(Path.Combine(folder, manifest.Files.Decoder.Path), OnnxFile.Write(decoder));
        AtomicFile.Write(Path.Combine(folder, manifest.Files.Classifier!.Path), OnnxFile.Write(classifier));
        return GeneratorFolder.Save(folder, manifest);
    }
}
