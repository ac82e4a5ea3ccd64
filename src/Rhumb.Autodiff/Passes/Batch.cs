using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Gives a linear graph K vectors at once, on a new leading axis of every value between its inputs and its outputs. K may stay free.
/// This is the one place that knows about K.
/// </summary>
internal static class Batch
{
    /// <param name="graph">The linear graph, without K.</param>
    /// <param name="opset">Operator set.</param>
    /// <param name="vectors">K, or null to leave it free.</param>
    /// <param name="interfaces">Shapes in which the tangent inputs are given, K aside.</param>
    public static LinearGraph Run(LinearGraph graph, long opset, long? vectors, IReadOnlyList<long[]> interfaces)
    {
        var builder = new GraphBuilder("k_");
        var batched = new Dictionary<Value, Value>();
        var inputs = new List<Value>();
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            var input = graph.Inputs[i];
            Dim[] dims = [vectors is { } k ? k : Dim.Free("vectors"), .. interfaces[i].Select(length => (Dim)length)];
            var given = new Value(input.Name, input.ElementType, dims);
            inputs.Add(given);
            if (Shapes.Count(input.Shape) == 0)
                continue;
            // From here on K is free for the rules whether it is known or not: one code path.
            batched[input] = builder.Emit("Reshape", [given, builder.Ints([-1, .. input.Shape])], input.ElementType, [-1, .. input.Shape]);
        }
        Value? count = null;
        Value Count() => count ??= builder.Emit("Shape", [inputs[0]], ElementType.Int64, [1], new() { { "start", 0 }, { "end", 1 } });

        foreach (var node in graph.Linear)
        {
            var rule = RuleTable.For(node, opset).Batch
                ?? throw Malformed.Defect(node, "a rule made it part of a derivative, but it has no batching");
            Value?[] operands = [.. node.Inputs.Select(value => value is not null && batched.TryGetValue(value, out var b) ? b : value)];
            bool[] carries = [.. node.Inputs.Select(value => value is not null && batched.ContainsKey(value))];
            batched[node.Outputs[0]!] = Malformed.Told(node, () => rule(new BatchContext(builder, node, operands, carries, Count)));
        }
        var outputs = graph.Outputs.Select(output => output.IsZero ? output : Tangent.Of(batched[output.Value])).ToList();
        return new LinearGraph(graph.Primal, builder.Nodes, inputs, outputs);
    }
}
