using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Stores large float32 constants in half precision, each behind a Cast that gives float32 back: half the file, and relative errors of 2⁻¹¹ of single weights, which sums of
/// many even out. Engines cast constants once, when they load the model; <see cref="Widen"/> takes the casts out again.
/// </summary>
public static class Narrow
{
    /// <summary>Smaller constants are not worth a node.</summary>
    private const int Least = 1024;

    /// <summary>The model with its weights in half precision; constants that half precision cannot hold stay as they are.</summary>
    public static Model Run(Model model)
    {
        var (rewriter, casts) = (new Rewriter(), new List<Node>());
        foreach (var value in model.Graph.Initialisers().Where(IsLarge))
        {
            var data = value.Constant!;
            var halves = Array.ConvertAll(data.AsSpan<float>().ToArray(), weight => (Half)weight);
            if (halves.Any(Half.IsInfinity))
                continue;
            var stored = new Value(value.Name + "_half", ElementType.Float16, value.Dims, TensorData.Of<Half>(halves, [.. data.Shape]));
            var given = new Value(value.Name, ElementType.Float, value.Dims);
            casts.Add(new Node("Cast", [stored], [given], new Attributes { { "to", (long)ElementType.Float } }));
            rewriter.Replace(value, given);
        }
        var graph = rewriter.Of(model.Graph);
        return model with { Graph = graph with { Nodes = [.. casts, .. graph.Nodes] } };
    }

    private static bool IsLarge(Value value) => value.ElementType == ElementType.Float && value.Constant!.Count >= Least;
}
