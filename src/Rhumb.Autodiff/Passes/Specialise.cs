using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Fixes every shape: the batch axis at B, other free axes as asked, random nodes to constants, and everything that depends on shapes alone to constants.
/// Shapes come from one run of the graph through the caller's probe. Control flow whose decision is known is unrolled first.
/// </summary>
public static class Specialise
{
    private const long LargestFolded = 1 << 20;

    /// <summary><paramref name="model"/> with all shapes known; <paramref name="active"/> names the inputs and initialisers that must stay variable.</summary>
    /// <exception cref="GraphException">A free axis has no given length, or a decision depends on an input.</exception>
    public static Model Run(Model model, DerivativeRequest request, IReadOnlyCollection<string> active, GraphProbe probe)
    {
        var graph = FixInputs(model.Graph, request);
        if (!model.HasClaims && graph.Nodes.All(node => node.Outputs.All(output => output is null or { HasShape: true, ElementType: not ElementType.Undefined })) && !HasDynamics(graph))
            return model with { Graph = graph };
        graph = ControlFlow.Unroll(graph, (g, values) => Values(model with { Graph = g }, values, probe));
        var facts = Facts(model with { Graph = graph }, [.. graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>()], probe);
        graph = RandomNodes.Freeze(graph, value => facts[value], request.NoiseSeed);
        graph = Typed(graph, facts);
        return model with { Graph = Folded(model with { Graph = graph }, active, probe), HasClaims = false };
    }

    // Integers made of constants are shapes as good as given: they are folded too.
    private static bool HasDynamics(Graph graph) => graph.Nodes.Any(node =>
        (node.Outputs[0] is { ElementType: ElementType.Int64 or ElementType.Int32 } && node.Reads().All(value => value.Constant is not null))
        || node.OpType is "Shape" or "Size" or "If" or "Loop" or "ConstantOfShape" or "Range" || node.OpType.StartsWith("Random", StringComparison.Ordinal));

    // The batch is the symbol on the leading axis of the first input asked for (or of the first input).
    internal static Graph FixInputs(Graph graph, DerivativeRequest request)
    {
        var lead = graph.Inputs.FirstOrDefault(input => input.Name == request.WithRespectTo.FirstOrDefault()) ?? graph.Inputs.FirstOrDefault();
        var symbol = lead?.Dims is { Count: > 0 } dims ? dims[0].Symbol : null;
        var rewriter = new Rewriter();
        foreach (var input in graph.Inputs)
            rewriter.Replace(input, new Value(input.Name, input.ElementType, Fixed(input, symbol, request)));
        foreach (var name in request.Shapes.Keys)
            if (graph.Inputs.All(input => input.Name != name))
                throw new GraphException($"A shape is given for '{name}', which is no input; inputs are: {string.Join(", ", graph.Inputs.Select(input => input.Name))}.");
        return rewriter.Of(graph);
    }

    private static Dim[] Fixed(Value input, string? batchSymbol, DerivativeRequest request)
    {
        if (input.ElementType == ElementType.Undefined)
            throw new GraphException($"Input '{input.Name}' has no element type; export the model again.");
        if (request.Shapes.TryGetValue(input.Name, out var given))
        {
            if (input.Dims is { } declared && (declared.Count != given.Length || declared.Zip(given).Any(pair => pair.First.Size is { } size && size != pair.Second)))
                throw new GraphException($"Input {input} cannot have the shape {Shapes.Text(given)}.");
            return [.. given.Select(length => (Dim)length)];
        }
        if (input.Dims is null)
            throw new GraphException($"Input '{input.Name}' has no shape in the model; give it, for example --shape {input.Name}=1,128.");
        return [.. input.Dims.Select((dim, axis) => dim.Size is { } size ? size
            : axis == 0 && (dim.Symbol == batchSymbol || dim.Symbol is null) || (dim.Symbol is not null && dim.Symbol == batchSymbol) ? (Dim)request.Batch
            : throw new GraphException($"Axis {axis} of input '{input.Name}' ('{dim}') is free; give its length, for example --shape {input.Name}={string.Join(',', input.Dims.Select(d => d.Size ?? request.Batch))}."))];
    }

    /// <summary>What a probe says of a value.</summary>
    internal readonly record struct Fact(ElementType ElementType, long[] Shape);

    // Two outputs a value: its shape, and none of its elements, which tells its type.
    internal static Dictionary<Value, Fact> Facts(Model model, IReadOnlyList<Value> values, GraphProbe probe)
    {
        var builder = new GraphBuilder("probe_");
        foreach (var node in model.Graph.Nodes)
            builder.Add(node);
        var outputs = new List<Value>();
        foreach (var value in values)
        {
            outputs.Add(builder.Emit("Shape", [value], ElementType.Int64, [-1]));
            // Types that the file claims are not repeated: the runtime is asked, not told.
            var flat = builder.Emit("Reshape", [value, builder.Ints(-1)], ElementType.Undefined, [-1]);
            outputs.Add(builder.Emit("Slice", [flat, builder.Ints(0), builder.Ints(0), builder.Ints(0)], ElementType.Undefined, [0]));
        }
        var results = probe(model with { Graph = Simplify.Live(builder.Build(model.Graph.Name, model.Graph.Inputs, outputs)) }, ProbeInputs.For(model.Graph));
        var facts = new Dictionary<Value, Fact>();
        for (var i = 0; i < values.Count; i++)
            facts[values[i]] = new Fact(results[outputs[(2 * i) + 1].Name].ElementType, results[outputs[2 * i].Name].ToInts());
        return facts;
    }

    /// <summary>Runs the model as it stands.</summary>
    /// <exception cref="GraphException">Its file gives a value another type or shape than the value has.</exception>
    public static void Verify(Model model, DerivativeRequest request, GraphProbe probe)
    {
        var graph = FixInputs(model.Graph, request);
        var claimed = graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Where(value => value.HasShape && value.ElementType != ElementType.Undefined).ToList();
        var results = probe(model with { Graph = graph with { Outputs = [.. graph.Outputs.Union(claimed)] } }, ProbeInputs.For(graph));
        foreach (var value in claimed)
            if (results[value.Name] is var found && (found.ElementType != value.ElementType || !found.Shape.SequenceEqual(value.Shape)))
                throw new GraphException($"{value} is {found.ElementType}{Shapes.Text([.. found.Shape])} when the model runs; the model's shapes are damaged, export it again.");
    }

    private static Graph Typed(Graph graph, Dictionary<Value, Fact> facts)
    {
        var rewriter = new Rewriter();
        foreach (var (value, fact) in facts)
            rewriter.Replace(value, new Value(value.Name, fact.ElementType, [.. fact.Shape.Select(length => (Dim)length)]));
        return rewriter.Of(graph);
    }

    internal static TensorData[] Values(Model model, IReadOnlyList<Value> values, GraphProbe probe)
    {
        if (values.Count == 0)
            return [];
        var nodes = new List<Node>(model.Graph.Nodes);
        var outputs = new List<Value>();
        foreach (var value in values)
        {
            var output = new Value($"probed_{outputs.Count}", value.ElementType, value.Dims);
            nodes.Add(new Node("Identity", [value], [output], Attributes.None));
            outputs.Add(output);
        }
        var graph = Simplify.Live(model.Graph with { Nodes = nodes, Outputs = outputs });
        var results = probe(model with { Graph = graph }, ProbeInputs.For(graph));
        return [.. outputs.Select(output => results[output.Name])];
    }

    // What depends on shapes and constants alone becomes a constant; its makers then reach no output and are dropped.
    private static Graph Folded(Model model, IReadOnlyCollection<string> active, GraphProbe probe)
    {
        var graph = model.Graph;
        var varies = new HashSet<Value>(graph.Inputs);
        foreach (var initialiser in graph.Initialisers())
            if (active.Contains(initialiser.Name))
                varies.Add(initialiser);
        var foldable = new List<Value>();
        var selected = new HashSet<Value>();
        foreach (var node in graph.Nodes)
        {
            // Shapes are fixed, but for those of what values select.
            var isShape = node is { Domain: "", OpType: "Shape" or "Size" };
            var known = !node.Reads().Any(isShape ? selected.Contains : varies.Contains);
            if (!isShape && (node.Reads().Any(selected.Contains) || (Linearise.Selects(node) && !known)))
                selected.UnionWith(node.Outputs.OfType<Value>());
            foreach (var output in node.Outputs.OfType<Value>())
            {
                if (!known)
                    varies.Add(output);
                else if (Shapes.Count(output.Shape) * Math.Max(1, output.ElementType.Size()) <= LargestFolded && output.ElementType.Size() > 0)
                    foldable.Add(output);
            }
        }
        // Only what the rest of the graph reads needs to be fetched.
        var wanted = foldable.Where(value => graph.Nodes.Any(node => node.Reads().Contains(value) && node.Outputs.OfType<Value>().Any(varies.Contains))
            || graph.Outputs.Contains(value)).ToList();
        var values = Values(model, wanted, probe);
        var rewriter = new Rewriter();
        for (var i = 0; i < wanted.Count; i++)
            if (!graph.Outputs.Contains(wanted[i]))
                rewriter.Replace(wanted[i], new Value(wanted[i].Name, wanted[i].ElementType, wanted[i].Dims, values[i]));
        var nodes = graph.Nodes.Select(node => node with { Inputs = [.. node.Inputs.Select(rewriter.OfOptional)] }).ToList();
        return Simplify.Live(graph with { Nodes = nodes });
    }
}
