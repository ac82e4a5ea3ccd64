using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Importing;

/// <summary>Between the form in which conditions are given (<see cref="Condition.Input"/>) and what a model's own input takes.</summary>
internal static class ConditionInput
{
    /// <summary>Number of elements that an input takes for one point; null where the file leaves it open.</summary>
    public static int? LengthOf(Value input) => input.Dims is { } dims && dims.Skip(1).All(dim => dim.Size is > 0) ? (int)dims.Skip(1).Aggregate(1L, (count, dim) => count * dim.Size!.Value) : null;

    /// <summary>Whether all its elements lie along one axis behind the batch: [B, k], [B, k, 1, 1].</summary>
    public static bool IsRow(Value input) => input.Dims is { Count: >= 2 } dims && dims.Skip(2).All(dim => dim.Size == 1);

    /// <summary>
    /// The model with inputs as conditions are given. What wants other elements or another shape (a class as float [B, 1], one-hot rows of int64, [B, k, 1, 1], a scalar) gets
    /// it from nodes before it; inputs without a free batch axis are given one point at a time.
    /// </summary>
    public static Model Adapted(Model model, IReadOnlyList<Condition> conditions)
    {
        foreach (var condition in conditions)
        {
            var input = model.Graph.Inputs.First(input => input.Name == condition.Name);
            var (type, shape) = ((ElementType)condition.Input.Type, condition.Input.Shape);
            if (input.ElementType == type && input.Dims is { } same && same.Count == shape.Length)
                continue;
            var isFree = input.Dims is null or { Count: > 0 } && input.Dims?[0].Size is null;
            var g = new GraphBuilder("import_");
            var given = GraphBuilder.Input(condition.Name, type, [isFree ? -1 : 1, .. shape[1..]]);
            var typed = type == input.ElementType ? given : g.Cast(given, input.ElementType);
            long[] wanted = input.Dims is { Count: 0 } ? [] : [isFree ? -1 : 1, .. (input.Dims ?? []).Skip(1).Select(dim => dim.Size ?? 1)];
            var taken = g.Named(condition.Name + "_given", g.Reshape(typed, wanted), wanted);
            var before = Model.Of(g.Build("import", [given], [taken]), GraphBuilder.MinimumOpset);
            model = Compose.Chain(before, model, condition.Name, taken.Name);
        }
        return model;
    }
}
