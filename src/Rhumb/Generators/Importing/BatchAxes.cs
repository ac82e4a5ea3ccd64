using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Batch axes of a model that makes one output at a time and leaves them out.</summary>
internal static class BatchAxes
{
    private const string Given = "_unbatched";

    /// <summary>The model with its latent as [1, d], where it takes one latent [d].</summary>
    public static Model ForLatent(Model model, ImportAnswers answers)
    {
        Value[] reals = [.. model.Graph.Inputs.Where(input => input.ElementType.IsReal() && !answers.Tell(input.Name))];
        Value[] rows = [.. reals.Where(input => input.Dims is [{ Size: > 1 }] && (answers.Latent is null || answers.Latent == input.Name))];
        if (rows is not [var latent] || !Array.TrueForAll(reals, input => input.Dims is { Count: < 2 }))
            return model;
        var g = new GraphBuilder("import_");
        var given = GraphBuilder.Input(latent.Name, latent.ElementType, 1, latent.Dims![0].Size!.Value);
        var taken = g.Named(latent.Name + Given, g.Reshape(given, given.Extents[1]));
        return Compose.Chain(Model.Of(g.Build("import", [given], [taken]), GraphBuilder.MinimumOpset), model, latent.Name, taken.Name);
    }

    /// <summary>The model with a batch axis of 1 before its output's axes, for one latent at a time; itself where the output of one latent has the shape [1, …].</summary>
    public static Model ForOutput(Model model, ref long[] shape)
    {
        if (shape is [1, _, ..])
            return model;
        model = FreeAxes.OneByOne(model);
        var output = model.Graph.Outputs[0];
        shape = [1, .. shape];
        var g = new GraphBuilder("import_");
        var plain = new Value(output.Name + Given, output.ElementType, output.Dims);
        var batched = g.Emit("Unsqueeze", [plain, g.Ints(0)], output.ElementType, shape);
        var after = Model.Of(g.Build("import", [plain], [g.Named("batched", batched)]), GraphBuilder.MinimumOpset);
        return Compose.Chain(model, after, plain.Name, output.Name);
    }
}
