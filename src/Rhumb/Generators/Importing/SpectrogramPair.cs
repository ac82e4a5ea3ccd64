using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Log-magnitude and instantaneous frequency that a model returns as two outputs.</summary>
internal static class SpectrogramPair
{
    /// <summary>The one output of <see cref="Joined"/>.</summary>
    public const string Output = "import_pair";

    /// <summary>Whether two of the outputs may belong together: they have as many axes.</summary>
    public static bool IsPossible(Graph graph) =>
        graph.Outputs.Where(output => output.Dims is { Count: 3 or 4 }).GroupBy(output => output.Dims!.Count).Any(alike => alike.Count() > 1);

    /// <summary>The model with the two outputs that an answer "magnitude,frequency" names as the two channels of one; null where it names one.</summary>
    /// <exception cref="RhumbException">There is no such pair.</exception>
    public static Model? Joined(Model model, string? answer)
    {
        if (answer?.Split(',') is not [var first, var second] || model.Graph.Outputs.Any(output => output.Name == answer))
            return null;
        Value[] pair = [.. ((string[])[first, second]).Select(name => model.Graph.Outputs.FirstOrDefault(output => output.Name == name.Trim())
            ?? throw new RhumbException($"The model has no output '{name.Trim()}'; its outputs are {string.Join(", ", model.Graph.Outputs)}."))];
        if (pair[0].Dims is not { Count: 3 or 4 } dims || pair[1].Dims?.Count != dims.Count)
            throw new RhumbException($"The outputs {pair[0]} and {pair[1]} are no log-magnitude and instantaneous frequency [batch, frames, bins]; choose one output, or two others, with --of.");
        var g = new GraphBuilder("import_");
        Value[] given = [.. pair.Select((output, i) => new Value($"import_half_{i}", ElementType.Float, output.Dims))];
        var isLast = dims.Count == 4 && dims[3].Size == 1 && dims[1].Size != 1;
        long[] free = [-1, -1, -1, -1];
        Value[] halves = dims.Count == 4 ? given : [.. given.Select(half => g.Emit("Unsqueeze", [half, g.Ints(1)], ElementType.Float, free))];
        var joined = g.Emit("Concat", halves, ElementType.Float, free, new() { { "axis", isLast ? 3L : 1L } });
        var after = Model.Of(g.Build("import", given, [g.Named(Output, joined)]), GraphBuilder.MinimumOpset);
        return Compose.Chain(model, after, new Dictionary<string, string>(StringComparer.Ordinal) { [given[0].Name] = pair[0].Name, [given[1].Name] = pair[1].Name });
    }
}
