using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>
/// Makes a generator of an ONNX file: finds out what its inputs and its output are, decodes samples to see prior and range, and writes a folder with the model and its
/// manifest. What cannot be found out is asked for, all at once. A model that takes points is an implicit network of shapes, every other one makes images, sounds or voxels.
/// </summary>
public static class ModelImporter
{
    // Protocol buffers end at 2 GB.
    private const long LargestModel = 1_900_000_000;

    /// <summary>Imports the model at <paramref name="path"/> into the folder <paramref name="output"/>, which is written whole or not at all.</summary>
    /// <exception cref="ImportException">Questions are open.</exception>
    /// <exception cref="RhumbException">The model is no generator of images, shapes or sounds, or cannot be run; or the folder is taken.</exception>
    public static Task<ImportResult> ImportAsync(string path, string output, ImportAnswers answers, CancellationToken cancellation) => ImportAsync(path, output, answers, null, cancellation);

    /// <summary>As above; <paramref name="complete"/> writes into the folder what belongs there besides, as samples, before it gets its name.</summary>
    /// <exception cref="ImportException">Questions are open.</exception>
    /// <exception cref="RhumbException">As above.</exception>
    public static async Task<ImportResult> ImportAsync(
        string path, string output, ImportAnswers answers, Func<GeneratorFolder, CancellationToken, Task>? complete, CancellationToken cancellation)
    {
        if (File.Exists(output) || (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any()))
            throw new RhumbException($"'{output}' is there already; choose another folder with --output.");
        var (questions, notes) = (new List<ImportQuestion>(), new List<string>());
        var model = PlainTypes.Around(Widen.Run(OnnxFile.Read(path)));
        CheckSize(model);
        answers.Check(model.Graph);
        (model, answers) = JoinedLatents.Apply(FreeAxes.Fixed(model, answers.Shapes), answers, notes);
        answers = FixedInputs.WithEmpty(answers, model.Graph);
        var field = FieldInputs.Find(model.Graph, answers, questions);
        if (field is { Points: null } && !await FieldImport.TakesRowsAsync(model, field, answers, cancellation))
            field = null;
        var imported = questions.Count > 0 ? null
            : field is null ? await DecoderImport.ReadAsync(model, answers, questions, notes, cancellation)
            : await FieldImport.ReadAsync(FixedInputs.Apply(model, answers.Fixed, field.Code), field, answers, questions, notes, cancellation);
        if (imported is null)
            throw new ImportException(path, questions);
        if (answers.Prior is null)
            notes.Insert(0, "The latent is taken to be N(0, 1); --prior says otherwise.");
        if (FrozenNoise.IsNeeded(imported.Model))
            notes.Add("The model draws noise; the same is drawn for every output, so that a latent gives the same one again.");
        var refusals = Refusals.Of(NetworkNoise.Frozen(imported.Model, [imported.Latent], imported.Conditions), [imported.Latent.Name], []);
        notes.AddRange(refusals.Select(refusal => $"No recommended directions, but by 'rhumb directions --method differences': {refusal.Reason}"));
        var manifest = new GeneratorManifest
        {
            Name = answers.Name ?? Path.GetFileNameWithoutExtension(path),
            Kind = imported.Kind,
            Latent = [imported.Latent],
            Conditions = imported.Conditions,
            Files = ImportFolder.Files,
            Image = imported.Image,
            Shape = imported.Shape,
            Sound = imported.Sound,
            Licence = answers.Licence,
        };
        return new ImportResult(await ImportFolder.WriteAsync(imported.Model, manifest, output, CompleteAsync, cancellation), notes);

        async Task CompleteAsync(GeneratorFolder folder, CancellationToken stop)
        {
            if (refusals.Count == 0 && imported.Kind != GeneratorKind.Shape && await DirectionsTrial.RunAsync(folder, stop) is { } none)
                notes.Add(none);
            if (complete is not null)
                await complete(folder, stop);
        }
    }

    /// <summary>Throws where the model's weights do not fit into one ONNX file, as derivatives take them.</summary>
    internal static void CheckSize(Model model)
    {
        var bytes = model.Graph.Initialisers().Sum(value => (long)value.Constant!.Bytes.Length);
        if (bytes > LargestModel)
            throw new RhumbException(FormattableString.Invariant(
                $"The model holds {bytes / 1e9:F1} GB of weights as float32, to which half precision is widened, and one ONNX file holds 1.9 GB; export a smaller variant, without what does not lead from the latent to the output."));
    }
}
