using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Inputs of a model that are given one value for good.</summary>
internal static class FixedInputs
{
    /// <summary>The model with every element of the inputs that <paramref name="given"/> names at its number; axes of free length become 1.</summary>
    /// <exception cref="RhumbException">There is no such input, or its elements are no numbers.</exception>
    public static Model Apply(Model model, IReadOnlyDictionary<string, double> given)
    {
        var values = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            var input = model.Graph.Inputs.FirstOrDefault(input => input.Name == name)
                ?? throw new RhumbException($"The model has no input '{name}' to fix; its inputs are {string.Join(", ", model.Graph.Inputs)}.");
            long[] shape = [.. (input.Dims ?? []).Select(dim => dim.Size ?? 1)];
            var count = (int)Autodiff.Graphs.Shapes.Count(shape);
            values[name] = input.ElementType switch
            {
                ElementType.Float => TensorData.Of<float>(Enumerable.Repeat((float)value, count).ToArray(), shape),
                ElementType.Double => TensorData.Of<double>(Enumerable.Repeat(value, count).ToArray(), shape),
                ElementType.Int64 => TensorData.Of<long>(Enumerable.Repeat((long)value, count).ToArray(), shape),
                ElementType.Int32 => TensorData.Of<int>(Enumerable.Repeat((int)value, count).ToArray(), shape),
                ElementType.Bool => TensorData.Of<bool>(Enumerable.Repeat(value != 0, count).ToArray(), shape),
                _ => throw new RhumbException($"Input {input} cannot be fixed: {input.ElementType} is no type of plain numbers; export the model with it as a constant."),
            };
        }
        return values.Count == 0 ? model : Bind.Run(model, values);
    }
}
