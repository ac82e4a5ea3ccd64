using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>Unrolls If and Loop from outside in, probing their decisions; a decision that depends on an input is refused.</summary>
internal static class ControlFlow
{
    private const int MostIterations = 4096;

    public static Graph Unroll(Graph graph, Func<Graph, IReadOnlyList<Value>, TensorData[]> probe)
    {
        // Each round unrolls the first control-flow node that is left; what it exposes is met in a later one.
        while (graph.Nodes.FirstOrDefault(IsControlFlow) is { } node)
            graph = Unrolled(graph, node, probe);
        return graph;
    }

    // A body or branch of a damaged model may have other inputs and outputs than its node asks for.
    private static Graph Unrolled(Graph graph, Node node, Func<Graph, IReadOnlyList<Value>, TensorData[]> probe) =>
        Malformed.Told(node, () => node.OpType == "If" ? UnrollIf(graph, node, probe) : UnrollLoop(graph, node, probe));

    private static bool IsControlFlow(Node node) => node is { Domain: "", OpType: "If" or "Loop" or "Scan" };

    private static TensorData Known(Graph graph, Node node, Value value, string what, Func<Graph, IReadOnlyList<Value>, TensorData[]> probe)
    {
        if (value.Constant is { } constant)
            return constant;
        if (DependsOnInput(graph, value))
            throw new GraphException(Undecided(node, what));
        return probe(graph, [value])[0];
    }

    public static string Undecided(Node node, string what) =>
        $"{node.Title}: {what} depends on the model's inputs, so the graph would change from run to run; export the model with that decision fixed.";

    // Of what only a shape was asked no value matters, but those that decide how many elements are selected.
    private static bool DependsOnInput(Graph graph, Value value)
    {
        var makers = graph.Nodes.SelectMany(node => node.Outputs.OfType<Value>(), (node, output) => (node, output)).ToDictionary(pair => pair.output, pair => pair.node);
        var (seen, queue) = (new HashSet<(Value, bool)>(), new Stack<(Value Value, bool BySize)>([(value, false)]));
        while (queue.TryPop(out var next))
        {
            if (!next.BySize && graph.Inputs.Contains(next.Value))
                return true;
            if (!seen.Add(next) || !makers.TryGetValue(next.Value, out var maker))
                continue;
            var bySize = maker is { Domain: "", OpType: "Shape" or "Size" } || (next.BySize && !Linearise.Selects(maker));
            foreach (var read in maker.Reads())
                queue.Push((read, bySize));
        }
        return false;
    }

    private static Graph UnrollIf(Graph graph, Node node, Func<Graph, IReadOnlyList<Value>, TensorData[]> probe)
    {
        var taken = Known(graph, node, node.Inputs[0]!, "the condition", probe).ToDoubles()[0] != 0;
        var branch = node.Attributes.Graph(taken ? "then_branch" : "else_branch") ?? throw new GraphException($"{node.Title} lacks a branch; the model is damaged, export it again.");
        return Replace(graph, node, branch.Nodes, branch.Outputs);
    }

    // Loop(M, cond, carried…) with body (i, cond, carried…) → (cond, carried…, scanned…).
    private static Graph UnrollLoop(Graph graph, Node node, Func<Graph, IReadOnlyList<Value>, TensorData[]> probe)
    {
        if (node.OpType == "Scan")
            throw new GraphException($"{node.Title} is not supported yet; export the model with the loop unrolled.");
        var body = node.Attributes.Graph("body") ?? throw new GraphException($"{node.Title} lacks its body; the model is damaged, export it again.");
        var limit = node.Input(0) is { } trips ? Known(graph, node, trips, "the number of iterations", probe).ToInts()[0] : long.MaxValue;
        var condition = node.Input(1) is { } given ? Known(graph, node, given, "the condition", probe).ToDoubles()[0] != 0 : true;
        var carried = node.Inputs.Skip(2).Select(value => value!).ToList();
        var scanned = Enumerable.Range(0, body.Outputs.Count - 1 - carried.Count).Select(_ => new List<Value>()).ToList();
        var nodes = new List<Node>();
        for (var i = 0L; i < limit && condition; i++)
        {
            if (i >= MostIterations)
                throw new GraphException($"{node.Title} runs for more than {MostIterations} iterations; export the model with fewer.");
            var copy = new Rewriter();
            copy.Replace(body.Inputs[0], Constant($"iteration_{i}", TensorData.Of([i])));
            copy.Replace(body.Inputs[1], Constant($"condition_{i}", TensorData.Of([condition])));
            for (var c = 0; c < carried.Count; c++)
                copy.Replace(body.Inputs[2 + c], carried[c]);
            foreach (var output in Made(body))
                copy.Replace(output, new Value($"{output.Name}_{i}", output.ElementType, null));
            nodes.AddRange(body.Nodes.Select(copy.Of));
            var results = body.Outputs.Select(copy.Of).ToList();
            carried = results.GetRange(1, carried.Count);
            for (var s = 0; s < scanned.Count; s++)
                scanned[s].Add(results[1 + carried.Count + s]);
            var unrolled = Spliced(graph, node, nodes);
            condition = Known(unrolled, node, results[0], "the condition to go on", probe).ToDoubles()[0] != 0;
        }
        if (scanned.Any(values => values.Count == 0))
            throw new GraphException($"{node.Title} runs for no iteration, so what it collects is empty; export the model without it.");
        foreach (var values in scanned)
            carried.Add(Stacked(values, nodes));
        return Replace(graph, node, nodes, carried);
    }

    // What a graph's nodes compute, and the graphs inside them.
    private static IEnumerable<Value> Made(Graph graph) => graph.Nodes.SelectMany(node => node.Outputs.OfType<Value>()
        .Concat(node.Attributes.SelectMany(attribute => attribute.Value is Graph one ? [one] : attribute.Value as Graph[] ?? []).SelectMany(Made)));

    private static Value Constant(string name, TensorData data) => new(name, data.ElementType, [], data);

    // The rank of what is stacked is for the probe to say.
    private static Value Stacked(List<Value> values, List<Node> nodes)
    {
        var builder = new GraphBuilder($"{values[0].Name}_");
        var rows = values.Select(value => builder.Emit("Unsqueeze", [value, builder.Ints(0)], value.ElementType, [-1])).ToList();
        var stacked = new Value(builder.Fresh("stacked"), values[0].ElementType, null);
        nodes.AddRange(builder.Nodes);
        nodes.Add(new Node("Concat", rows, [stacked], new() { { "axis", 0 } }));
        return stacked;
    }

    private static Graph Spliced(Graph graph, Node node, List<Node> inserted) => graph with
    {
        Nodes = [.. graph.Nodes.TakeWhile(each => each != node), .. inserted],
        Outputs = [],
    };

    private static Graph Replace(Graph graph, Node node, IReadOnlyList<Node> with, IReadOnlyList<Value> results)
    {
        var rewriter = new Rewriter();
        for (var i = 0; i < node.Outputs.Count; i++)
            if (node.Outputs[i] is { } output)
                rewriter.Replace(output, results[i]);
        var nodes = new List<Node>();
        foreach (var each in graph.Nodes)
        {
            if (ReferenceEquals(each, node))
                nodes.AddRange(with);
            else
                nodes.Add(rewriter.Of(each));
        }
        return graph with { Nodes = nodes, Outputs = [.. graph.Outputs.Select((value, i) => Kept(value, rewriter.Of(value), nodes))] };
    }

    // A graph output keeps its name.
    private static Value Kept(Value before, Value after, List<Node> nodes)
    {
        if (before == after)
            return before;
        nodes.Add(new Node("Identity", [after], [before], Attributes.None));
        return before;
    }
}
