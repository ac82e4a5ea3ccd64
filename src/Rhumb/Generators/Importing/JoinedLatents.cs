using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Several latent inputs of a model, as of shape and of texture, taken as one: they are walked together.</summary>
internal static class JoinedLatents
{
    private const string Joined = "latent";

    /// <summary>The model with one latent [B, Σ d] in place of those that are named, one behind the other in that order, and the answers that name it; both themselves where there is one.</summary>
    /// <exception cref="RhumbException">An input is not there, is none of real numbers, or has free axes besides its batch.</exception>
    public static (Model Model, ImportAnswers Answers) Apply(Model model, ImportAnswers answers, List<string> notes)
    {
        if (answers.Latent is null || answers.OtherLatents.Count == 0)
            return (model, answers);
        Value[] parts = [.. answers.OtherLatents.Prepend(answers.Latent).Select(name => Part(model.Graph, name))];
        int[] lengths = [.. parts.Select(part => ConditionInput.LengthOf(part)!.Value)];
        var name = Joined;
        while (model.Graph.Inputs.Except(parts).Any(input => input.Name == name))
            name += "_";
        var batch = parts.All(part => part.Dims![0].Size is null) ? -1 : 1;
        var (g, z) = (new GraphBuilder("import_latents_"), GraphBuilder.Input(name, ElementType.Float, batch, lengths.Sum()));
        var (outputs, from) = (new List<Value>(), 0);
        foreach (var (part, length) in parts.Zip(lengths))
        {
            long[] shape = [batch, .. part.Dims!.Skip(1).Select(dim => dim.Size!.Value)];
            outputs.Add(g.Named(part.Name + "_part", g.Reshape(g.Slice(z, 1, from, from + length), shape), shape));
            from += length;
        }
        notes.Add($"The latent is {string.Join(", ", parts.Zip(lengths, (part, length) => $"'{part.Name}' ({length})"))}, one behind the other.");
        model = Compose.Chain(
            Model.Of(g.Build("import", [z], outputs), GraphBuilder.MinimumOpset), model, parts.ToDictionary(part => part.Name, part => part.Name + "_part", StringComparer.Ordinal));
        return (model, answers with { Latent = name, OtherLatents = [] });
    }

    private static Value Part(Graph graph, string name)
    {
        var input = graph.Inputs.FirstOrDefault(input => input.Name == name) ?? throw new RhumbException($"The model has no input '{name}'; its inputs are {string.Join(", ", graph.Inputs)}.");
        if (input.ElementType != ElementType.Float || input.Dims is not { Count: > 1 } dims || dims[0].Size is not (null or 1))
            throw new RhumbException($"{input} is no latent [batch, …] of real numbers; leave it out of --latent, or export the model with it so, the batch axis free, or 1.");
        return ConditionInput.LengthOf(input) is not null ? input : throw FreeAxes.Refusal("The latent", input);
    }
}
