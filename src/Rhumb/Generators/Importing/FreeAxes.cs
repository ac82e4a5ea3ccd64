using System.Globalization;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Axes of inputs that a file leaves free, given one length for good.</summary>
internal static class FreeAxes
{
    /// <summary>The model with the axes behind the batch of the inputs that <paramref name="given"/> names at these lengths.</summary>
    /// <exception cref="RhumbException">An input has other axes.</exception>
    public static Model Fixed(Model model, IReadOnlyDictionary<string, long[]> given)
    {
        foreach (var (name, lengths) in given)
        {
            var input = model.Graph.Inputs.First(input => input.Name == name);
            if (input.Dims is { } dims && (dims.Count != lengths.Length + 1 || dims.Skip(1).Zip(lengths).Any(pair => pair.First.Size is { } size && size != pair.Second)))
                throw new RhumbException($"The input {input} cannot have the shape [batch, {string.Join(", ", lengths)}]; give --shape the lengths of all axes behind the batch, as the file has them or where they are free.");
            model = With(model, input, "_axes", [input.Dims?[0] ?? Dim.Free(), .. lengths.Select(length => (Dim)length)]);
        }
        return model;
    }

    /// <summary>Says how an input whose lengths must be known gets them.</summary>
    public static RhumbException Refusal(string what, Value input)
    {
        var lengths = string.Join(",", input.Dims!.Skip(1).Select(dim => dim.Size?.ToString(CultureInfo.InvariantCulture) ?? "N"));
        return new RhumbException($"{what} {input} has axes of free length besides its batch; say them with --shape {input.Name}={lengths}, or export the model with them fixed.");
    }

    /// <summary>The model for one point at a time: every free batch axis is 1.</summary>
    public static Model OneByOne(Model model) => model.Graph.Inputs.Where(input => input.Dims is [{ Size: null }, ..]).ToList()
        .Aggregate(model, (fixedSoFar, input) => With(fixedSoFar, input, "_single", [1, .. input.Dims!.Skip(1)]));

    // The rest of the graph keeps what it says of its shapes: they are found by running it.
    private static Model With(Model model, Value input, string suffix, Dim[] dims)
    {
        var given = new Value(input.Name, input.ElementType, dims);
        var passed = new Value(input.Name + suffix, input.ElementType, dims);
        var before = Model.Of(new Graph("import", [given], [passed], [new Node("Identity", [given], [passed], Attributes.None)]), GraphBuilder.MinimumOpset);
        return Compose.Chain(before, model, input.Name, passed.Name);
    }
}
