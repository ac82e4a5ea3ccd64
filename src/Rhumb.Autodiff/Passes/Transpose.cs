using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Turns a linear graph around: from cotangents of its outputs to cotangents of its inputs. Rules give one operand's cotangent at a time;
/// accumulation and summing broadcasts back are done here, once.
/// </summary>
internal static class Transpose
{
    public static LinearGraph Run(LinearGraph graph, long opset, IReadOnlyList<Value> of)
    {
        var builder = new GraphBuilder("t_");
        var cotangents = new Dictionary<Value, Value>();
        var isTangent = new HashSet<Value>(graph.Inputs);
        foreach (var node in graph.Linear)
            isTangent.UnionWith(node.Outputs.OfType<Value>());

        void Accumulate(Value tangent, Value contribution)
        {
            var fitting = builder.SumTo(contribution, tangent.Shape);
            if (!fitting.Shape.AsSpan().SequenceEqual(tangent.Shape))
                fitting = builder.Expand(fitting, tangent.Shape);
            cotangents[tangent] = cotangents.TryGetValue(tangent, out var sum) ? builder.Add(sum, fitting) : fitting;
        }

        var inputs = of.Select(value => GraphBuilder.Input($"{value.Name}_cotangent", value.ElementType, value.Shape)).ToList();
        for (var i = 0; i < of.Count; i++)
            if (!graph.Outputs[i].IsZero)
                Accumulate(graph.Outputs[i].Value, inputs[i]);

        foreach (var node in graph.Linear.Reverse())
        {
            if (!cotangents.Remove(node.Outputs[0]!, out var cotangent))
                continue;
            var rule = RuleTable.For(node, opset).Transpose
                ?? throw Malformed.Defect(node, "a rule made it part of a derivative, but it has no transposition");
            for (var i = 0; i < node.Inputs.Count; i++)
                if (node.Inputs[i] is { } operand && isTangent.Contains(operand))
                    {
                    var index = i;
                    Accumulate(operand, Malformed.Told(node, () => rule(new TransposeContext(builder, node, index, cotangent))));
                }
        }

        var outputs = graph.Inputs.Select(value => cotangents.TryGetValue(value, out var sum) ? Tangent.Of(sum) : Tangent.Zero).ToList();
        return LinearGraph.Of(graph.Primal, builder.Nodes, inputs, outputs);
    }
}
