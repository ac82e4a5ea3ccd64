using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Makes a model with random nodes one definite function, whose samples can be had again. The numbers of each random node are drawn once, from a seed, as many as one
/// point needs, and repeated along the axes that are free: a point comes out alike alone and in a batch.
/// </summary>
public static class FrozenNoise
{
    /// <summary>Whether some node of the model draws numbers when it runs, dropout in training mode among them.</summary>
    public static bool IsNeeded(Model model) => model.Graph.Nodes.Any(node => IsRandom(node) || IsRandomInside(node));

    /// <summary>
    /// The model with its random nodes frozen; the model itself where it has none. Where they are inside control flow, it is unrolled, and inputs keep the shapes of one point.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs for one point, by name; free axes of others are taken to be 1 long.</param>
    /// <param name="seed">Another seed, other numbers.</param>
    /// <param name="probe">Runs the model once, to see how many numbers a node draws.</param>
    /// <exception cref="GraphException">Random nodes are inside control flow whose decisions depend on an input, or an input has no shape.</exception>
    public static Model Run(Model model, IReadOnlyDictionary<string, long[]> shapes, ulong seed, GraphProbe probe)
    {
        if (!IsNeeded(model))
            return model;
        model = Upgrade.To(Widen.Run(model), GraphBuilder.MinimumOpset);
        var request = new DerivativeRequest
        {
            WithRespectTo = [],
            Of = [],
            Shapes = model.Graph.Inputs.Where(input => input.Dims is not null || shapes.ContainsKey(input.Name))
                .ToDictionary(input => input.Name, input => OnePoint(input, shapes.GetValueOrDefault(input.Name)), StringComparer.Ordinal),
        };
        if (model.Graph.Nodes.Any(IsRandomInside))
            model = model with { Graph = ControlFlow.Unroll(Specialise.FixInputs(model.Graph, request), (graph, values) => Specialise.Values(model with { Graph = graph }, values, probe)) };
        // The nodes of both are in the same places, and write the same values.
        var one = Specialise.FixInputs(model.Graph, request);
        var drawn = one.Nodes.Where(IsRandom).SelectMany(node => new[] { node.Input(0), node.Outputs[0] }).OfType<Value>().Distinct().ToList();
        var facts = Specialise.Facts(model with { Graph = one }, drawn, probe);
        var nodes = new RandomForms(seed, repeats: model.Graph.Inputs.Any(input => !input.HasShape));
        foreach (var (node, asOne) in model.Graph.Nodes.Zip(one.Nodes))
            if (IsRandom(node))
                nodes.Freeze(node, asOne.Input(0) is { } read ? facts[read].Shape : [], facts[asOne.Outputs[0]!]);
            else
                nodes.Add(node);
        return model with { Graph = model.Graph with { Nodes = nodes.Nodes } };
    }

    // Of free axes only the caller knows the lengths.
    private static long[] OnePoint(Value input, long[]? given) => input.Dims is { } dims
        ? [.. dims.Select((dim, axis) => dim.Size ?? (given?.Length == dims.Count ? given[axis] : 1))]
        : given!;

    private static bool IsRandom(Node node) => node.Domain.Length == 0
        && (RandomNodes.Draw(node) is not null || node.OpType is "Bernoulli" or "Multinomial" || (node.OpType == "Dropout" && Trains(node)));

    // Before operator set 12 dropout has no mode as an operand, and exports mean inference.
    private static bool Trains(Node node) => node.Input(2) is { } training && (training.Constant is not { } mode || mode.ToDoubles()[0] != 0);

    private static bool IsRandomInside(Node node) => node.Attributes
        .SelectMany(attribute => attribute.Value is Graph one ? [one] : attribute.Value as Graph[] ?? [])
        .Any(graph => graph.Nodes.Any(inner => IsRandom(inner) || IsRandomInside(inner)));
}
