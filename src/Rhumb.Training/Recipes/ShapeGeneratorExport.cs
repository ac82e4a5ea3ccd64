using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>Writes a trained shape generator: three ONNX files, then the manifest with their hashes.</summary>
public static class ShapeGeneratorExport
{
    /// <summary>Writes into <paramref name="folder"/>, which is created; each file is replaced as a whole, the manifest last.</summary>
    /// <exception cref="RhumbException">A file cannot be written.</exception>
    public static GeneratorFolder Write(string folder, string name, ShapeGeneratorModels models, IReadOnlyList<ShapeSource> trainedOn, string command)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"The folder {folder} cannot be made ({cause.Message.TrimEnd('.')}); choose another with --output.", cause);
        }
        AtomicFile.Write(Path.Combine(folder, "decoder.onnx"), OnnxFile.Write(models.Decoder));
        AtomicFile.Write(Path.Combine(folder, "prior.onnx"), OnnxFile.Write(models.Prior));
        AtomicFile.Write(Path.Combine(folder, "encoder.onnx"), OnnxFile.Write(models.Encoder));
        return GeneratorFolder.Save(folder, Manifest(name, models, trainedOn, command));
    }

    private static GeneratorManifest Manifest(string name, ShapeGeneratorModels models, IReadOnlyList<ShapeSource> trainedOn, string command)
    {
        var sizes = trainedOn.Select(source => source.LongestSide).OfType<double>().Order().ToArray();
        return new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Shape,
            Latent = [new LatentBlock("latent", [models.LatentLength], new NormalPrior())],
            Code = new LatentBlock("z", [models.CodeLength], new NormalPrior(Math.Round(models.CodeDeviation, 4))),
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), new GeneratorFile("prior.onnx"), new GeneratorFile("encoder.onnx")),
            // Shapes are learnt at one size; exports get the median length of the models' longest sides.
            Shape = new ShapeLayout(IsoLevel: (float)models.IsoLevel, Scale: sizes.Length == 0 ? 1 : (float)Math.Round(sizes[sizes.Length / 2], 3)),
            Licence = LicenceOf(trainedOn),
            Credits = [.. trainedOn.Where(source => source.Credit is not null).Select(source => new Credit(
                source.Credit!.Attribution, source.Name, source.Credit.Source ?? source.Id, source.Credit.Spdx))],
            TrainedBy = command,
        };
    }

    /// <summary>What the weights are under: the strictest licence of the models, CC0 where nobody need be named, and the owner's own for files without papers.</summary>
    private static string LicenceOf(IReadOnlyList<ShapeSource> trainedOn)
    {
        if (trainedOn.Any(source => source.Credit is null))
            return "LicenseRef-as-the-training-data";
        return trainedOn.All(source => source.Credit!.IsPublicDomain) ? "CC0-1.0" : "CC-BY-3.0";
    }
}
