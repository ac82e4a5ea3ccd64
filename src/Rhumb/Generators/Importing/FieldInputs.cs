using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>How an implicit network takes its code and its points.</summary>
/// <param name="Code">The input that holds the code.</param>
/// <param name="Points">The input that holds the points; null where the code's rows end with them, as DeepSDF's do.</param>
/// <param name="Length">d, the coordinates of the code.</param>
internal sealed record FieldInputs(Value Code, Value? Points, int Length)
{
    private static readonly string[] PointsNames = ["points", "point", "xyz", "coords", "coordinates", "query", "queries", "positions", "pos", "p"];

    /// <summary>The inputs of a network of shapes; null where the model looks like something else.</summary>
    /// <exception cref="RhumbException">The answers name an input that is not there, or one that cannot be the points.</exception>
    public static FieldInputs? Find(Graph graph, ImportAnswers answers, List<ImportQuestion> questions)
    {
        var points = answers.Points is { } named
            ? graph.Inputs.FirstOrDefault(input => input.Name == named) ?? throw new RhumbException($"The model has no input '{named}'; its inputs are {string.Join(", ", graph.Inputs)}.")
            : graph.Inputs.FirstOrDefault(IsPoints);
        if (points is null)
            return Joined(graph);
        if (points.Dims is not { Count: 2 or 3 } || points.Dims[^1].Size != 3)
            throw new RhumbException($"Points are [P, 3] or [B, P, 3], which {points} is not; choose another input with --points NAME.");
        Value[] codes = [.. graph.Inputs.Where(input => input != points && input.ElementType == ElementType.Float && input.Dims is { Count: 2 or 3 })];
        var code = answers.Latent is { } latent ? codes.FirstOrDefault(input => input.Name == latent) : codes.Length == 1 ? codes[0] : null;
        if (code is null)
            questions.Add(new ImportQuestion("--latent NAME", $"it is not clear which of its inputs {string.Join(", ", graph.Inputs)} is the code [batch, d]"));
        foreach (var other in graph.Inputs.Where(input => input != points && input != code && code is not null))
            questions.Add(new ImportQuestion($"--set {other.Name}=VALUE", $"it is not known what its input {other} is for"));
        if (code is not null && code.Dims![^1].Size is null)
            throw new RhumbException($"The code {code} has a last axis of free length; export the model with it fixed.");
        return code is null || questions.Count > 0 ? null : new FieldInputs(code, points, (int)code.Dims![^1].Size!.Value);
    }

    // One input [N, d + 3] and one number for each of its rows.
    private static FieldInputs? Joined(Graph graph) =>
        graph.Inputs.Count == 1 && graph.Inputs[0] is { ElementType: ElementType.Float, Dims: { Count: 2 } rows } only && rows[0].Size is null && rows[1].Size is > 3
        && graph.Outputs.Any(output => output.Dims is { Count: 1 } || (output.Dims is { Count: 2 } dims && dims[1].Size == 1))
            ? new FieldInputs(only, null, (int)rows[1].Size!.Value - 3) : null;

    private static bool IsPoints(Value input) => input.ElementType == ElementType.Float && input.Dims is { Count: 2 or 3 } dims && dims[^1].Size == 3
        && PointsNames.Contains(input.Name.Split('.', '/', ':')[0], StringComparer.OrdinalIgnoreCase);
}
