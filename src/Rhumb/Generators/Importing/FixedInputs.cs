using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Inputs of a model that are given one value for good.</summary>
internal static class FixedInputs
{
    /// <summary>The model with every element of the inputs that <paramref name="given"/> names at its number; axes of free length become 1.</summary>
    /// <exception cref="RhumbException">Their elements are no numbers.</exception>
    public static Model Apply(Model model, IReadOnlyDictionary<string, double> given) => given.Count == 0
        ? model
        : Bind.Run(model, given.ToDictionary(pair => pair.Key, pair => Constant(InputOf(model, pair.Key), pair.Value, [.. (InputOf(model, pair.Key).Dims ?? []).Select(dim => dim.Size ?? 1)]), StringComparer.Ordinal));

    /// <summary>As above, but an input with a free batch axis has a row for each of <paramref name="latent"/>: a network may join both, row by row.</summary>
    public static Model Apply(Model model, IReadOnlyDictionary<string, double> given, Value latent)
    {
        var rows = given.Where(pair => latent.Dims is [{ Size: null }, ..] && InputOf(model, pair.Key).Dims is [{ Size: null }, ..]).ToArray();
        model = Apply(model, given.Except(rows).ToDictionary(StringComparer.Ordinal));
        foreach (var (name, value) in rows)
        {
            var input = InputOf(model, name);
            long[] row = [.. input.Dims!.Skip(1).Select(dim => dim.Size ?? 1)];
            var g = new GraphBuilder("import_set_");
            var z = new Value(latent.Name, latent.ElementType, latent.Dims);
            var count = g.Emit("Shape", [z], ElementType.Int64, [1], new() { { "start", 0L }, { "end", 1L } });
            var shape = row.Length == 0 ? count : g.Emit("Concat", [count, g.Ints(row)], ElementType.Int64, [1 + row.Length], new() { { "axis", 0L } });
            var one = g.Constant(Constant(input, value, [.. Enumerable.Repeat(1L, 1 + row.Length)]));
            var fixedRows = g.Named(name + "_set", g.Emit("Expand", [one, shape], input.ElementType, [-1, .. row]), [-1, .. row]);
            var passed = g.Named(latent.Name + "_passed", z);
            var before = Model.Of(g.Build("import", [z], [fixedRows, passed]), GraphBuilder.MinimumOpset);
            model = Compose.Chain(before, model, new Dictionary<string, string>(StringComparer.Ordinal) { [name] = fixedRows.Name, [latent.Name] = passed.Name });
        }
        return model;
    }

    /// <summary>The answers, and that inputs without elements stay so: StyleGAN takes a label [B, 0] where it has no classes.</summary>
    public static ImportAnswers WithEmpty(ImportAnswers answers, Graph graph)
    {
        Value[] empty = [.. graph.Inputs.Where(input => input.Dims is { } dims && dims.Any(dim => dim.Size == 0) && !answers.Fixed.ContainsKey(input.Name))];
        return empty.Length == 0 ? answers : answers with { Fixed = answers.Fixed.Concat(empty.Select(input => KeyValuePair.Create(input.Name, 0.0))).ToDictionary(StringComparer.Ordinal) };
    }

    private static TensorData Constant(Value input, double value, long[] shape)
    {
        var count = (int)Autodiff.Graphs.Shapes.Count(shape);
        return input.ElementType switch
        {
            ElementType.Float => TensorData.Of<float>(Enumerable.Repeat((float)value, count).ToArray(), shape),
            ElementType.Double => TensorData.Of<double>(Enumerable.Repeat(value, count).ToArray(), shape),
            ElementType.Int64 => TensorData.Of<long>(Enumerable.Repeat((long)value, count).ToArray(), shape),
            ElementType.Int32 => TensorData.Of<int>(Enumerable.Repeat((int)value, count).ToArray(), shape),
            ElementType.Bool => TensorData.Of<bool>(Enumerable.Repeat(value != 0, count).ToArray(), shape),
            _ => throw new RhumbException($"Input {input} cannot be fixed: {input.ElementType} is no type of plain numbers; export the model with it as a constant."),
        };
    }

    private static Value InputOf(Model model, string name) => model.Graph.Inputs.First(input => input.Name == name);
}
