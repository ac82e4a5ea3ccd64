using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>
/// Makes a generator of an ONNX file: finds out what its inputs and its output are, decodes samples to see prior and range, and writes a folder with the model and its
/// manifest. What cannot be found out is asked for, all at once. A model that takes points is an implicit network of shapes, every other one makes images or sounds.
/// </summary>
public static class ModelImporter
{
    private const string DecoderName = "decoder.onnx";

    // Protocol buffers end at 2 GB.
    private const long LargestModel = 1_900_000_000;

    /// <summary>Imports the model at <paramref name="path"/> into the folder <paramref name="output"/>, which is written whole or not at all.</summary>
    /// <exception cref="ImportException">Questions are open.</exception>
    /// <exception cref="RhumbException">The model is no generator of images, shapes or sounds, or cannot be run; or the folder is taken.</exception>
    public static async Task<ImportResult> ImportAsync(string path, string output, ImportAnswers answers, CancellationToken cancellation)
    {
        if (File.Exists(output) || (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any()))
            throw new RhumbException($"'{output}' is there already; choose another folder with --output.");
        var (questions, notes) = (new List<ImportQuestion>(), new List<string>());
        var model = Widen.Run(OnnxFile.Read(path));
        answers.Check(model.Graph);
        var still = FixedInputs.Apply(model, answers.Fixed);
        var field = FieldInputs.Find(still.Graph, answers, questions);
        var imported = questions.Count > 0 ? null
            : field is null ? await DecoderImport.ReadAsync(model, answers, questions, notes, cancellation)
            : await FieldImport.ReadAsync(still, field, answers, questions, notes, cancellation);
        if (imported is null)
            throw new ImportException(path, questions);
        if (answers.Prior is null)
            notes.Insert(0, "The latent is taken to be N(0, 1); --prior says otherwise.");
        foreach (var refusal in Refusals.Of(imported.Model, [imported.Latent.Name], []))
            notes.Add($"No recommended directions: {refusal.Reason}");
        var manifest = new GeneratorManifest
        {
            Name = answers.Name ?? Path.GetFileNameWithoutExtension(path),
            Kind = imported.Kind,
            Latent = [imported.Latent],
            Conditions = imported.Conditions,
            Files = new GeneratorFiles(new GeneratorFile(DecoderName)),
            Image = imported.Image,
            Shape = imported.Shape,
            Sound = imported.Sound,
            Licence = answers.Licence,
        };
        return new ImportResult(await WriteAsync(imported.Model, manifest, output, cancellation), notes);
    }

    private static async Task<GeneratorFolder> WriteAsync(Model model, GeneratorManifest manifest, string output, CancellationToken cancellation)
    {
        if (model.Graph.Initialisers().Sum(value => (long)value.Constant!.Bytes.Length) > LargestModel)
            throw new RhumbException("The model holds more than 1.9 GB of weights, which one ONNX file cannot; export it in half precision.");
        var partial = Path.GetFullPath(output).TrimEnd(Path.DirectorySeparatorChar) + ".partial";
        try
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            Directory.CreateDirectory(partial);
            OnnxFile.Write(model, Path.Combine(partial, DecoderName));
            // Opening checks that model and manifest fit each other.
            using (var generator = GeneratorKinds.Open(GeneratorFolder.Save(partial, manifest)))
                await generator.GenerateAsync([generator.LatentSpace.Sample(0)], Detail.Full, cancellation);
            if (Directory.Exists(output))
                Directory.Delete(output);
            Directory.Move(partial, output);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{output}' cannot be written ({error.Message.TrimEnd('.')}); free some space or choose another folder with --output.", error);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
        return GeneratorFolder.Load(output);
    }
}
