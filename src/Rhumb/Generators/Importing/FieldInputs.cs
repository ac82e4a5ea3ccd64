using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>How an implicit network takes its code and its points.</summary>
/// <param name="Code">The input that holds the code.</param>
/// <param name="Points">The input that holds the points; null where the code's rows end with them, as DeepSDF's do.</param>
/// <param name="Shape">The code's axes behind the batch: one, or more where it is a set of vectors or planes.</param>
internal sealed record FieldInputs(Value Code, Value? Points, long[] Shape)
{
    /// <summary>d, the coordinates of the code.</summary>
    public int Length => (int)Autodiff.Graphs.Shapes.Count(Shape);

    private static readonly string[] PointsNames = ["points", "point", "xyz", "coords", "coordinates", "query", "queries", "positions", "pos", "p"];

    /// <summary>The inputs of a network of shapes, those aside that the answers keep at one value; null where the model looks like something else.</summary>
    /// <exception cref="RhumbException">The answers name an input that is not there, or one that cannot be the points.</exception>
    public static FieldInputs? Find(Graph graph, ImportAnswers answers, List<ImportQuestion> questions)
    {
        var points = answers.Points is { } named
            ? graph.Inputs.FirstOrDefault(input => input.Name == named) ?? throw new RhumbException($"The model has no input '{named}'; its inputs are {string.Join(", ", graph.Inputs)}.")
            : graph.Inputs.FirstOrDefault(IsPoints) ?? OnlyFreeRows(graph);
        Value[] inputs = [.. graph.Inputs.Where(input => !answers.Fixed.ContainsKey(input.Name))];
        if (points is null)
            return Joined(inputs, graph);
        if (points.Dims is not { Count: 2 or 3 } || points.Dims[^1].Size != 3)
            throw new RhumbException($"Points are [P, 3] or [B, P, 3], which {points} is not; choose another input with --points NAME.");
        Value[] codes = [.. inputs.Where(input => input != points && input.ElementType == ElementType.Float && input.Dims is { Count: >= 2 })];
        var code = answers.Latent is { } latent ? codes.FirstOrDefault(input => input.Name == latent) : codes.Length == 1 ? codes[0] : null;
        if (code is null)
            questions.Add(new ImportQuestion("--latent NAME", $"it is not clear which of its inputs {string.Join(", ", graph.Inputs)} is the code [batch, d]"));
        foreach (var other in inputs.Where(input => input != points && input != code && code is not null))
            questions.Add(new ImportQuestion($"--set {other.Name}=VALUE", $"shapes have nothing to choose but the code, so its input {other} must stay at one value"));
        if (code is null || questions.Count > 0)
            return null;
        // A free axis in between is the points': one code for each of them.
        long?[] lengths = [.. code.Dims!.Skip(1).Select((dim, i) => dim.Size ?? (i == code.Dims!.Count - 2 ? null : 1L))];
        return Array.TrueForAll(lengths, length => length is not null)
            ? new FieldInputs(code, points, [.. lengths.Select(length => length!.Value)])
            : throw new RhumbException($"The code {code} has a last axis of free length; export the model with it fixed.");
    }

    // One input [N, d + 3] and one number for each of its rows.
    private static FieldInputs? Joined(Value[] inputs, Graph graph) =>
        inputs.Length == 1 && inputs[0] is { ElementType: ElementType.Float, Dims: { Count: 2 } rows } only && rows[0].Size is null && rows[1].Size is > 3
        && graph.Outputs.Any(output => output.Dims is { Count: 1 } || (output.Dims is { Count: 2 } dims && dims[1].Size == 1))
            ? new FieldInputs(only, null, [rows[1].Size!.Value - 3]) : null;

    // [B, any number, 3] beside another input is a cloud of points, whatever it is called.
    private static Value? OnlyFreeRows(Graph graph) =>
        graph.Inputs.Count > 1 && graph.Inputs.Where(input => input is { ElementType: ElementType.Float, Dims: [_, { Size: null }, { Size: 3 }] }).ToArray() is [var only] ? only : null;

    private static bool IsPoints(Value input) => input.ElementType == ElementType.Float && input.Dims is { Count: 2 or 3 } dims && dims[^1].Size == 3
        && input.Name.Split('.', '/', ':')[0] is var name && name.Split('_').Where(part => part.Length > 1).Append(name).Any(part => PointsNames.Contains(part, StringComparer.OrdinalIgnoreCase));
}
