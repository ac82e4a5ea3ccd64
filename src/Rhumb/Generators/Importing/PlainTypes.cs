using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Latents, images, sounds and fields are float32 here: inputs of double precision, and outputs of any other type of numbers, get a Cast around the model.</summary>
internal static class PlainTypes
{
    private static readonly ElementType[] Others =
    [
        ElementType.Double, ElementType.Bool, ElementType.UInt8, ElementType.Int8, ElementType.UInt16, ElementType.Int16, ElementType.UInt32, ElementType.Int32, ElementType.UInt64, ElementType.Int64,
    ];

    /// <summary>The model with such casts; itself where it needs none.</summary>
    public static Model Around(Model model)
    {
        foreach (var input in model.Graph.Inputs.Where(input => input.ElementType == ElementType.Double).ToList())
        {
            var (given, wide) = (new Value(input.Name, ElementType.Float, input.Dims), new Value(input.Name + "_double", ElementType.Double, input.Dims));
            model = Compose.Chain(Cast(given, wide), model, input.Name, wide.Name);
        }
        foreach (var output in model.Graph.Outputs.Where(output => Others.Contains(output.ElementType)).ToList())
        {
            var (made, plain) = (new Value("import_typed", output.ElementType, output.Dims), new Value(output.Name, ElementType.Float, output.Dims));
            model = Compose.Chain(
                model, Cast(made, plain), made.Name, output.Name,
                [.. model.Graph.Outputs.Where(other => other != output).Select(other => other.Name)]);
        }
        return model;
    }

    /// <summary>The type of integers that an output was made of; null where it was made of none.</summary>
    public static ElementType? RoundedTo(Graph graph, Value output) =>
        graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(output)) is { Domain: "", OpType: "Cast" } cast
        && cast.Inputs[0]!.ElementType is var type && type != ElementType.Undefined && !type.IsReal() ? type : null;

    private static Model Cast(Value from, Value to) =>
        Model.Of(new Graph("import", [from], [to], [new Node("Cast", [from], [to], new() { { "to", (long)to.ElementType } })]), GraphBuilder.MinimumOpset);
}
