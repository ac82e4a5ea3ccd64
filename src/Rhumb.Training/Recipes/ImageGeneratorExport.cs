using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;

namespace Rhumb.Training.Recipes;

/// <summary>Writes a trained image generator: its ONNX files, weights in half precision, then the manifest with their hashes.</summary>
public static class ImageGeneratorExport
{
    /// <summary>Writes into <paramref name="folder"/>, which is created; each file is replaced as a whole, the manifest last.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The manifest, which names the files.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="classifier">The judge.</param>
    /// <param name="prior">The prior network, where the manifest names one.</param>
    /// <exception cref="RhumbException">A file cannot be written.</exception>
    public static GeneratorFolder Write(string folder, GeneratorManifest manifest, Model decoder, Model classifier, Model? prior = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"The folder {folder} cannot be made ({cause.Message.TrimEnd('.')}); choose another with --output.", cause);
        }
        AtomicFile.Write(Path.Combine(folder, manifest.Files.Decoder.Path), OnnxFile.Write(Narrow.Run(decoder)));
        AtomicFile.Write(Path.Combine(folder, manifest.Files.Classifier!.Path), OnnxFile.Write(Narrow.Run(classifier)));
        if (prior is not null)
            AtomicFile.Write(Path.Combine(folder, manifest.Files.Prior!.Path), OnnxFile.Write(Narrow.Run(prior)));
        return GeneratorFolder.Save(folder, manifest);
    }
}
