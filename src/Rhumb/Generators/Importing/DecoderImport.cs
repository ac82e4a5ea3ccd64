using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Reads a model as a generator of images, of sounds or of voxels, which its samples tell apart.</summary>
internal static class DecoderImport
{
    private const string Folded = "folded";

    /// <summary>What has fewer pixels a side is no image that anybody looks at.</summary>
    private const int LeastSide = 4;

    /// <summary>The decoder (latent [B, …], classes) → image, sound or field, and what its manifest says; null, with questions added, where something is open.</summary>
    /// <exception cref="RhumbException">The model makes none of these, or cannot be run.</exception>
    public static async Task<ImportedModel?> ReadAsync(Model model, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes, CancellationToken cancellation)
    {
        if (SpectrogramPair.Joined(model, answers.Output) is { } joined)
            (model, answers) = (joined, answers with { Output = null });
        model = BatchAxes.ForLatent(model, answers);
        var chosen = OutputOf(model.Graph, answers, questions);
        var roles = InputRoles.Find(model.Graph, answers, questions, notes);
        if (questions.Count > 0)
            return null;
        var block = new LatentBlock(roles!.Latent.Name, BlockShape(roles.Latent), answers.Prior ?? new NormalPrior());
        model = FixedInputs.Apply(model with { Graph = model.Graph with { Outputs = [chosen!] } }, answers.Fixed, roles.Latent);
        model = ConditionInput.Adapted(model, roles.Conditions);
        var space = new LatentSpace([block]) { Conditions = roles.Conditions };
        var (shape, values, isSameInBatch) = await ImportSamples.DrawAsync(model, space, cancellation);
        if (!isSameInBatch)
        {
            model = FreeAxes.OneByOne(model);
            notes.Add("Two points in a batch do not give what each gives alone, although the file's batch axis is free: one is decoded at a time. Export the model with its batch free throughout to have it faster.");
        }
        var (forced, whole) = (ValueRange.Of(model.Graph, chosen!), PlainTypes.RoundedTo(model.Graph, chosen!));
        model = BatchAxes.ForOutput(model, ref shape);
        if (SoundReading.IsSound(shape, answers.SampleRate))
            return SoundReading.Of(shape, values, whole, answers, questions, notes) is { } wave ? Sound(wave.Unfolding(Folded, model.Graph.Outputs[0]), wave.Layout) : null;
        if (SpectrogramReading.IsSpectrogram(shape))
            return SpectrogramReading.Of(shape, values, answers, questions, notes) is { } spectral ? Sound(spectral.Unfolding(Folded, model.Graph.Outputs[0]), spectral.Layout) : null;
        return VoxelReading.IsVoxels(shape) ? Voxels() : Image();

        ImportedModel? Image()
        {
            var reading = ImageReading.Of(shape, answers.Axes, questions);
            if (reading is { Height: < LeastSide } or { Width: < LeastSide })
                questions.Add(new ImportQuestion("--rate HZ", $"an output of shape {Autodiff.Graphs.Shapes.Text(shape)} is too narrow for an image and short for a sound"));
            var range = answers.Range ?? forced ?? ValueRange.Of(values);
            var (low, high) = ValueRange.Spread(values);
            if (range is null)
                questions.Add(new ImportQuestion("--range LOW,HIGH", FormattableString.Invariant($"its samples run from {low:G3} to {high:G3}, which is no usual range, so black and white are not known{(reading is { Channels: 1 } && low < 0 ? "; logits want their sigmoid in the export, and a spectrogram of magnitudes its vocoder" : "; logits want their sigmoid in the export")}")));
            if (questions.Count > 0)
                return null;
            notes.Add($"The output is taken to be {(reading!.Channels == 1 ? "grey" : "colour")} images of {reading.Width} × {reading.Height} pixels{(shape.Length == 2 ? "; with --rate HZ it is a sound" : "")}.");
            notes.Add(FormattableString.Invariant($"Samples run from {low:G3} to {high:G3}; {range!.Value.Low:G3} is black and {range.Value.High:G3} is white."));
            var layout = new ImageLayout(reading.Height, reading.Width, reading.Channels, reading.Axes, range.Value.Low, range.Value.High);
            return new ImportedModel(Unfolded(model, reading.Unfolding(Folded, model.Graph.Outputs[0])), block, GeneratorKind.Image, roles.Conditions, Image: layout);
        }

        ImportedModel? Voxels()
        {
            foreach (var condition in roles.Conditions)
                questions.Add(new ImportQuestion($"--set {condition.Name}=VALUE", $"shapes have nothing to choose but the latent, so its input '{condition.Name}' must stay at one value"));
            return questions.Count > 0 ? null : new ImportedModel(VoxelReading.Of(shape, values, forced, answers, notes).Field(model), block, GeneratorKind.Shape, [], Shape: VoxelReading.Layout);
        }

        ImportedModel Sound(Model? unfolding, SoundLayout sound) => new(Unfolded(model, unfolding), block, GeneratorKind.Sound, roles.Conditions, Sound: sound);
    }

    private static Model Unfolded(Model model, Model? unfolding) => unfolding is null
        ? model
        : Compose.Chain(model, unfolding, Folded, model.Graph.Outputs[0].Name);

    private static Value? OutputOf(Graph graph, ImportAnswers answers, List<ImportQuestion> questions)
    {
        var names = string.Join(", ", graph.Outputs);
        if (answers.Output is { } named)
            return graph.Outputs.FirstOrDefault(output => output.Name == named) ?? throw new RhumbException($"The model has no output '{named}'; its outputs are {names}.");
        Value[] images = [.. graph.Outputs.Where(output => output.Dims is null or { Count: 4 })];
        var found = graph.Outputs.Count == 1 ? graph.Outputs[0] : images.Length == 1 ? images[0] : null;
        if (found is null)
            questions.Add(new ImportQuestion(SpectrogramPair.IsPossible(graph) ? "--of NAME, or --of MAGNITUDE,FREQUENCY" : "--of NAME", $"it is not clear which of its outputs {names} is the image or the sound"));
        return found;
    }

    /// <summary>The block's shape without the batch axis.</summary>
    private static int[] BlockShape(Value latent)
    {
        if (latent.Dims is not { Count: > 1 } dims)
            throw new RhumbException($"The latent {latent} has no batch axis; export the model with its latent as [batch, d], the batch axis free, or 1.");
        if (dims[0].Size is { } batch and not 1)
            throw new RhumbException($"The latent {latent} has a fixed batch of {batch}; export the model with a free batch axis, or 1.");
        return dims.Skip(1).All(dim => dim.Size is > 0)
            ? [.. dims.Skip(1).Select(dim => (int)dim.Size!.Value)]
            : throw FreeAxes.Refusal("The latent", latent);
    }
}
