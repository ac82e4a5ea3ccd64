using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Reads a model as an implicit network of shapes: IM-NET, DeepSDF, occupancy networks.</summary>
internal static class FieldImport
{
    /// <summary>The decoder (z [B, d], points [P, 3]) → field [B, P], positive inside, and its manifest; null, with questions added, where something is open.</summary>
    /// <exception cref="RhumbException">The model is no field, or its samples are no shapes.</exception>
    public static async Task<ImportedModel?> ReadAsync(Model model, FieldInputs inputs, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes, CancellationToken cancellation)
    {
        if (answers.Output is null && model.Graph.Outputs.Count > 1)
            questions.Add(new ImportQuestion("--of NAME", $"it is not clear which of its outputs {string.Join(", ", model.Graph.Outputs)} is the field"));
        if (questions.Count > 0)
            return null;
        var chosen = answers.Output is { } named
            ? model.Graph.Outputs.FirstOrDefault(output => output.Name == named) ?? throw new RhumbException($"The model has no output '{named}'; its outputs are {string.Join(", ", model.Graph.Outputs)}.")
            : model.Graph.Outputs[0];
        var frozen = NetworkNoise.Frozen(model with { Graph = model.Graph with { Outputs = [chosen] } }, [], []);
        var formed = await FieldForms.FindAsync(frozen, inputs, cancellation);
        var block = new LatentBlock(FieldForms.Code, [inputs.Length], answers.Prior ?? new NormalPrior());
        if (inputs.Points is null)
            notes.Add($"Rows of '{inputs.Code.Name}' are taken to be a code of {inputs.Length} coordinates and the point x, y, z behind it.");
        if (await FieldReading.OfAsync(formed, new LatentSpace([block]), answers, questions, cancellation) is not { } reading)
            return null;
        notes.Add(FormattableString.Invariant(
            $"Shapes lie between {reading.Low} and {reading.High}, where the field is {(reading.IsInsideNegative ? "below" : "above")} {reading.IsoLevel}; --bounds, --iso and --inside say otherwise."));
        var iso = reading.IsoLevel;
        if (reading.IsInsideNegative)
            (formed, iso) = (Negated(formed), iso == 0 ? 0 : -iso);
        var layout = new ShapeLayout(reading.Low, reading.High, iso);
        return new ImportedModel(formed, block, GeneratorKind.Shape, [], Shape: layout);
    }

    /// <summary>Whether the only input's rows are codes and points, one number for each: a sound of one latent may look the same to who reads only the file.</summary>
    public static async Task<bool> TakesRowsAsync(Model model, FieldInputs inputs, ImportAnswers answers, CancellationToken cancellation)
    {
        var chosen = model.Graph.Outputs.FirstOrDefault(output => output.Name == answers.Output) ?? model.Graph.Outputs[0];
        var frozen = NetworkNoise.Frozen(FixedInputs.Apply(model with { Graph = model.Graph with { Outputs = [chosen] } }, answers.Fixed, inputs.Code), [], []);
        return (await FieldForms.TryAsync(frozen, inputs, cancellation)).Found is not null;
    }

    private static Model Negated(Model formed)
    {
        var g = new GraphBuilder("import_sign_");
        var distance = GraphBuilder.Input("import_distance", ElementType.Float, -1, -1);
        var after = Model.Of(g.Build("import", [distance], [g.Named("import_inside", g.Neg(distance))]), GraphBuilder.MinimumOpset);
        var turned = Compose.Chain(formed, after, distance.Name, FieldForms.Field);
        return turned;
    }
}
