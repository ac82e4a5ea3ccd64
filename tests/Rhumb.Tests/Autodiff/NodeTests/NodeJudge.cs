using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Runtime;

namespace Rhumb.Tests.Autodiff.NodeTests;

/// <summary>
/// Differentiates a node test by all of its real inputs. A case is out of scope only by operator: what it reads or makes is not real, it is random, its derivative is
/// declared to be zero or refused, or ONNX Runtime itself does not pass it.
/// </summary>
internal static class NodeJudge
{
    // Operands that set an operator up although they hold real numbers: sizes, thresholds, indices written as numbers.
    private static readonly HashSet<(string Operator, int Operand)> Settings =
    [
        ("Resize", 1), ("Resize", 2), ("Upsample", 1), ("Dropout", 1), ("OneHot", 0), ("OneHot", 1), ("Range", 0), ("Range", 1), ("Range", 2),
    ];

    public static NodeVerdict Judge(NodeCase node)
    {
        var (verdict, reason) = OutOfScope(node) is { } outside ? ("out of scope", outside) : Differentiated(node);
        return new NodeVerdict(node.Name, node.Opset, node.Operators, verdict, reason);
    }

    private static string? OutOfScope(NodeCase node)
    {
        if (node.Operators.FirstOrDefault(op => op.StartsWith("Random", StringComparison.Ordinal) || op is "Bernoulli" or "Multinomial") is { } random)
            return $"{random} is random";
        // Loops and branches are differentiated where they can be unrolled.
        if (node.Operators.FirstOrDefault(op => op is not ("If" or "Loop") && Refusal(op) is not null) is { } refused)
            return $"{refused} {Refusal(refused)}";
        if (node.InputKinds.Concat(node.OutputKinds).FirstOrDefault(kind => kind is "text" or "sequence or optional") is { } other)
            return $"{node.Operators[0]} works on {other} values";
        if (!node.InputKinds.Contains("real"))
            return $"{node.Operators.FirstOrDefault() ?? "Constant"} reads {Kinds(node.InputKinds)} only";
        return node.OutputKinds.Contains("real") ? null : $"{node.Operators.FirstOrDefault() ?? "Constant"} makes {Kinds(node.OutputKinds)} only";
    }

    private static string? Refusal(string op)
    {
        var dot = op.LastIndexOf('.');
        return RuleTable.Rows.FirstOrDefault(row => row.OpType == op[(dot + 1)..] && row.Domain == (dot < 0 ? "" : op[..dot]))?.Refusal;
    }

    private static string Kinds(IEnumerable<string> kinds) => kinds.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } list ? string.Join(" and ", list) : "nothing";

    private static (string Verdict, string Reason) Differentiated(NodeCase node)
    {
        Model model;
        Dictionary<string, TensorData> inputs, outputs;
        try
        {
            (model, inputs, outputs) = (node.Model(), node.Inputs(), node.Outputs());
            if (model.Graph.Nodes.Any(each => each.OpType == "Dropout" && IsRandom(each, inputs)))
                return ("out of scope", "Dropout is random in training mode");
            if (RuntimeDisagrees(model, inputs, outputs) is { } problem)
                return ("out of scope", problem);
        }
        catch (RuntimeException)
        {
            return ("out of scope", $"ONNX Runtime does not run this form of {node.Operators[0]}");
        }
        catch (GraphException e)
        {
            return ("failed", e.Message);
        }
        (model, inputs) = WithSettingsFixed(Widen.Run(model), inputs);
        if (inputs.Count == 0)
            return ("out of scope", $"{node.Operators[0]} is set up by its real operands");
        try
        {
            foreach (var of in model.Graph.Outputs.Where(output => output.ElementType.IsReal()))
                if (Checked(model, inputs, of.Name) is { } failure)
                    return ("failed", failure);
        }
        catch (GraphException e) when (node.Operators.FirstOrDefault(op => op is "If" or "Loop") is not null && e.Message.Contains("depends on the model's inputs", StringComparison.Ordinal))
        {
            return ("out of scope", $"{node.Operators.First(op => op is "If" or "Loop")} decides by the operand differentiated by");
        }
        catch (Exception e) when (e is GraphException or RuntimeException or InvalidOperationException)
        {
            return ("failed", e.Message.ReplaceLineEndings(" "));
        }
        return Stops(node) is { } stops ? ("out of scope", $"{stops} is declared non-differentiable: zero derivative checked") : ("passed", "");
    }

    // Dropout(x, ratio, training): in training it drops at random, unless it drops nothing.
    private static bool IsRandom(Node dropout, Dictionary<string, TensorData> inputs)
    {
        double Given(int index, double otherwise) => dropout.Input(index) is { } value ? (value.Constant ?? inputs[value.Name]).ToDoubles()[0] : otherwise;
        return Given(2, 0) != 0 && Given(1, 0.5) != 0;
    }

    // Every operator that could carry a tangent stops it.
    private static string? Stops(NodeCase node)
    {
        var stopping = node.Operators.Where(op => RuleTable.Rows.Any(row => row.OpType == op && row.Stops)).ToList();
        return stopping.Count == node.Operators.Count ? stopping[0] : null;
    }

    private static string? RuntimeDisagrees(Model model, Dictionary<string, TensorData> inputs, Dictionary<string, TensorData> expected)
    {
        var results = GraphRuntime.Probe(model, inputs);
        foreach (var (name, data) in expected)
            if (data.ElementType.IsReal() && (!results[name].Shape.SequenceEqual(data.Shape)
                || results[name].ToDoubles().Zip(data.ToDoubles()).Any(pair => !(Math.Abs(pair.First - pair.Second) <= 1e-5 + (1e-3 * Math.Abs(pair.Second))) && !(double.IsNaN(pair.First) && double.IsNaN(pair.Second)) && pair.First != pair.Second)))
                return $"ONNX Runtime computes other numbers for this form of {model.Graph.Nodes[0].OpType}";
        return null;
    }

    // What is not differentiated by becomes constant; real inputs in half precision are widened like the model.
    private static (Model, Dictionary<string, TensorData>) WithSettingsFixed(Model model, Dictionary<string, TensorData> inputs)
    {
        var rewriter = new Rewriter();
        var left = new Dictionary<string, TensorData>();
        foreach (var input in model.Graph.Inputs)
        {
            var data = inputs[input.Name];
            var uses = model.Graph.Nodes.SelectMany(each => each.Inputs.Select((value, i) => (each.OpType, Operand: i, value))).Where(use => use.value == input);
            if (input.ElementType.IsReal() && !uses.Any(use => Settings.Contains((use.OpType, use.Operand))))
                left[input.Name] = input.ElementType == data.ElementType ? data : TensorData.Of<float>(Array.ConvertAll(data.ToDoubles(), x => (float)x), [.. data.Shape]);
            else
                rewriter.Replace(input, new Value(input.Name, data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
        }
        var graph = rewriter.Of(model.Graph with { Inputs = [.. model.Graph.Inputs.Where(input => left.ContainsKey(input.Name))] });
        return (model with { Graph = graph }, left);
    }

    // Example data lie at kinks often: beside them the derivative is one. Where the function itself is no number, its operands' sizes are taken.
    private static string? Checked(Model model, Dictionary<string, TensorData> inputs, string of)
    {
        using var check = new NodeCheck(model, [.. inputs.Keys], of);
        inputs = NodeCheck.Finite(inputs, x => double.IsFinite(x) ? x : 0.5);
        if (!check.IsNumber(inputs))
            inputs = NodeCheck.Finite(inputs, Math.Abs);
        var errors = check.Errors(inputs);
        for (var seed = 1; seed <= 5 && !(errors.Differences <= 2e-2); seed++)
            errors = check.Errors(NodeCheck.Moved(inputs, seed));
        return !(errors.Differences <= 2e-2) ? $"differences: {errors.Differences:g2}" : !(errors.Adjointness <= 1e-4) ? $"adjointness: {errors.Adjointness:g2}" : null;
    }
}
