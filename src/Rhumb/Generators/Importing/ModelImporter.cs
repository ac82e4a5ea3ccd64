using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>
/// Makes a generator of an ONNX file: finds out what its inputs and its output are, decodes samples to see prior and range, and writes a folder with the model and its
/// manifest. What cannot be found out is asked for, all at once.
/// </summary>
public static class ModelImporter
{
    private const string DecoderName = "decoder.onnx", Image = "image";

    // Protocol buffers end at 2 GB.
    private const long LargestModel = 1_900_000_000;

    /// <summary>Imports the model at <paramref name="path"/> into the folder <paramref name="output"/>, which is written whole or not at all.</summary>
    /// <exception cref="ImportException">Questions are open.</exception>
    /// <exception cref="RhumbException">The model is no generator of images, or cannot be run; or the folder is taken.</exception>
    public static async Task<ImportResult> ImportAsync(string path, string output, ImportAnswers answers, CancellationToken cancellation)
    {
        if (File.Exists(output) || (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any()))
            throw new RhumbException($"'{output}' is there already; choose another folder with --output.");
        var (questions, notes) = (new List<ImportQuestion>(), new List<string>());
        var model = FixedInputs.Apply(Widen.Run(OnnxFile.Read(path)), answers.Fixed);
        var chosen = OutputOf(model.Graph, answers, questions);
        var roles = InputRoles.Find(model.Graph, answers, questions, notes);
        if (questions.Count > 0)
            throw new ImportException(path, questions);
        model = WithPlainLabels(model with { Graph = model.Graph with { Outputs = [chosen!] } }, roles!.Labels);

        var prior = answers.Prior ?? new NormalPrior();
        if (answers.Prior is null)
            notes.Add("The latent is taken to be N(0, 1); --prior says otherwise.");
        var block = new LatentBlock(roles.Latent.Name, BlockShape(roles.Latent), prior);
        var space = new LatentSpace([block]) { Conditions = roles.Labels };
        var (shape, values) = await ImportSamples.DrawAsync(model, space, roles.Labels, cancellation);
        var reading = ImageReading.Of(shape, answers.Axes, questions);
        var range = answers.Range ?? ValueRange.Of(model.Graph, chosen!) ?? ValueRange.Of(values);
        var (low, high) = ValueRange.Spread(values);
        if (range is null)
            questions.Add(new ImportQuestion("--range LOW,HIGH", FormattableString.Invariant($"its samples run from {low:G3} to {high:G3}, which is no usual range, so black and white are not known")));
        if (questions.Count > 0)
            throw new ImportException(path, questions);
        notes.Add(FormattableString.Invariant($"Samples run from {low:G3} to {high:G3}; {range!.Value.Low:G3} is black and {range.Value.High:G3} is white."));
        if (reading!.Unfolding(Image + "_folded", model.Graph.Outputs[0]) is { } unfolding)
            model = Compose.Chain(model, unfolding, new Dictionary<string, string>(StringComparer.Ordinal) { [Image + "_folded"] = model.Graph.Outputs[0].Name });
        foreach (var refusal in Refusals.Of(model, [block.Name], []))
            notes.Add($"No recommended directions: {refusal.Reason}");

        var manifest = new GeneratorManifest
        {
            Name = answers.Name ?? Path.GetFileNameWithoutExtension(path),
            Kind = GeneratorKind.Image,
            Latent = [block],
            Conditions = roles.Labels,
            Files = new GeneratorFiles(new GeneratorFile(DecoderName)),
            Image = new ImageLayout(reading.Height, reading.Width, reading.Channels, reading.Axes, range.Value.Low, range.Value.High),
            Licence = answers.Licence,
        };
        return new ImportResult(await WriteAsync(model, manifest, output, cancellation), notes);
    }

    private static Value? OutputOf(Graph graph, ImportAnswers answers, List<ImportQuestion> questions)
    {
        var names = string.Join(", ", graph.Outputs);
        if (answers.Output is { } named)
            return graph.Outputs.FirstOrDefault(output => output.Name == named) ?? throw new RhumbException($"The model has no output '{named}'; its outputs are {names}.");
        Value[] images = [.. graph.Outputs.Where(output => output.Dims is null or { Count: 4 })];
        var found = graph.Outputs.Count == 1 ? graph.Outputs[0] : images.Length == 1 ? images[0] : null;
        if (found is null)
            questions.Add(new ImportQuestion("--of NAME", $"it is not clear which of its outputs {names} is the image"));
        return found;
    }

    /// <summary>The block's shape without the batch axis.</summary>
    private static int[] BlockShape(Value latent) => latent.Dims!.Skip(1).All(dim => dim.Size is > 0)
        ? [.. latent.Dims!.Skip(1).Select(dim => (int)dim.Size!.Value)]
        : throw new RhumbException($"The latent {latent} has axes of free length besides its batch; export the model with them fixed.");

    /// <summary>Classes are given as int64 [B]; models that want int32 or another shape get it from a node before them.</summary>
    private static Model WithPlainLabels(Model model, IReadOnlyList<LabelCondition> labels)
    {
        foreach (var label in labels.Where(label => label.Encoding == LabelEncoding.Index))
        {
            var input = model.Graph.Inputs.First(input => input.Name == label.Name);
            if (input is { ElementType: ElementType.Int64, Dims.Count: 1 })
                continue;
            var g = new GraphBuilder("import_");
            var plain = GraphBuilder.Input(label.Name, ElementType.Int64, -1);
            var typed = input.ElementType == ElementType.Int64 ? plain : g.Cast(plain, input.ElementType);
            long[] shape = [-1, .. Enumerable.Repeat(1L, Math.Max(0, (input.Dims?.Count ?? 1) - 1))];
            var given = g.Named(label.Name + "_given", g.Reshape(typed, shape));
            var before = Model.Of(g.Build("import", [plain], [given]), GraphBuilder.MinimumOpset);
            model = Compose.Chain(before, model, new Dictionary<string, string>(StringComparer.Ordinal) { [label.Name] = given.Name });
        }
        return model;
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
