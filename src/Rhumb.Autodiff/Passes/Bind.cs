using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Turns inputs into constants.</summary>
public static class Bind
{
    /// <summary>The model with each input that <paramref name="values"/> names replaced by its value.</summary>
    /// <exception cref="GraphException">There is no such input, or the value does not fit it.</exception>
    public static Model Run(Model model, IReadOnlyDictionary<string, TensorData> values)
    {
        var rewriter = new Rewriter();
        foreach (var (name, data) in values)
        {
            var input = model.Graph.Inputs.FirstOrDefault(input => input.Name == name)
                ?? throw new GraphException($"There is no input '{name}'; inputs are: {string.Join(", ", model.Graph.Inputs.Select(each => each.Name))}.");
            if (input.ElementType != data.ElementType || (input.Dims is { } dims && (dims.Count != data.Shape.Count || dims.Zip(data.Shape).Any(pair => pair.First.Size is { } size && size != pair.Second))))
                throw new GraphException($"Input {input} cannot be a {data.ElementType} of shape {Shapes.Text([.. data.Shape])}.");
            rewriter.Replace(input, new Value(name, data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
        }
        var graph = model.Graph with { Inputs = [.. model.Graph.Inputs.Where(input => !values.ContainsKey(input.Name))] };
        return model with { Graph = rewriter.Of(graph) };
    }
}
