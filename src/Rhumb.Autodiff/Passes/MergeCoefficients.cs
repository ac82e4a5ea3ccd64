using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// For a tangent t and coefficients a and b, (t · a) · b becomes t · (a · b), t · a + t · b becomes t · (a + b), and a reshape between two products moves in front of
/// them: what concerns coefficients alone is computed once and not for every vector. Activations, normalisations and
/// modulations follow each other with nothing else between.
/// </summary>
internal sealed class MergeCoefficients
{
    private readonly GraphBuilder _coefficients = new("c_"), _tangents = new("l_");
    private readonly HashSet<Value> _isTangent;
    private readonly Dictionary<Value, int> _uses;
    private readonly Dictionary<Value, Product> _products = [];
    private readonly Dictionary<Value, Value> _reshaped = [];

    // Tangent times coefficient.
    private readonly record struct Product(Value Tangent, Value Coefficient);

    private MergeCoefficients(LinearGraph graph)
    {
        _isTangent = graph.Inputs.Concat(graph.Linear.SelectMany(node => node.Outputs)).OfType<Value>().ToHashSet();
        _uses = graph.Linear.SelectMany(node => node.Inputs).Concat(graph.Outputs.Where(output => !output.IsZero).Select(output => output.Value)).OfType<Value>()
            .GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
    }

    public static LinearGraph Run(LinearGraph graph)
    {
        var merge = new MergeCoefficients(graph);
        foreach (var node in graph.Linear)
            merge.Visit(node);
        return graph with { Primal = [.. graph.Primal, .. merge._coefficients.Nodes], Linear = Live(merge._tangents.Nodes, graph.Outputs) };
    }

    private void Visit(Node node)
    {
        var result = node.Outputs[0]!;
        if (node is { OpType: "Reshape", Domain: "" })
            _reshaped[result] = node.Inputs[0]!;
        if ((OfMul(node) ?? OfNeg(node) ?? OfSum(node)) is { } product)
        {
            while (Earlier(product, result) is { } earlier)
                product = earlier;
            _products[result] = product;
            node = new Node("Mul", [product.Tangent, product.Coefficient], [result], Attributes.None);
        }
        _tangents.Add(node);
    }

    private Product? OfMul(Node node)
    {
        if (node is not { OpType: "Mul", Domain: "" })
            return null;
        var (a, b) = (node.Inputs[0]!, node.Inputs[1]!);
        return _isTangent.Contains(b) ? new(b, a) : new(a, b);
    }

    private Product? OfNeg(Node node) => node is { OpType: "Neg", Domain: "" } && IsOnlyRead(node.Inputs[0]!) && _products.TryGetValue(node.Inputs[0]!, out var product)
        ? product with { Coefficient = _coefficients.Neg(product.Coefficient) } : null;

    // t · a ± t · b.
    private Product? OfSum(Node node)
    {
        if (node is not { OpType: "Add" or "Sub", Domain: "" } || !IsOnlyRead(node.Inputs[0]!) || !IsOnlyRead(node.Inputs[1]!)
            || !_products.TryGetValue(node.Inputs[0]!, out var a) || !_products.TryGetValue(node.Inputs[1]!, out var b) || a.Tangent != b.Tangent)
            return null;
        var sum = node.OpType == "Add" ? _coefficients.Add(a.Coefficient, b.Coefficient) : _coefficients.Sub(a.Coefficient, b.Coefficient);
        if (!Fits(a.Tangent, sum, node.Outputs[0]!))
            return null;
        _uses[a.Tangent]--;
        return new(a.Tangent, sum);
    }

    // The same product with the one that made its tangent taken in, or null.
    private Product? Earlier(Product product, Value result)
    {
        var tangent = product.Tangent;
        if (!IsOnlyRead(tangent))
            return null;
        if (_products.TryGetValue(tangent, out var before))
        {
            var both = Shapes.Broadcast(before.Coefficient.Shape, product.Coefficient.Shape);
            return Fits(before.Tangent, both, result) ? new(before.Tangent, _coefficients.Mul(before.Coefficient, product.Coefficient)) : null;
        }
        if (!_reshaped.TryGetValue(tangent, out var from) || !IsOnlyRead(from) || !_products.TryGetValue(from, out before) || !Same(before.Tangent.Shape, from.Shape)
            || AcrossReshape(before.Coefficient, from.Shape, product.Coefficient, tangent.Shape) is not { } coefficient || !Fits(tangent, coefficient, result))
            return null;
        return new(_tangents.Reshape(before.Tangent, tangent.Shape), coefficient);
    }

    // a before and b behind a reshape, one of them of full size and so free to be reshaped itself.
    private Value? AcrossReshape(Value a, long[] from, Value b, long[] to)
    {
        var full = Shapes.Count(to);
        if (Shapes.Count(a.Shape) == full)
            return _coefficients.Mul(_coefficients.Reshape(a, to), b);
        return Shapes.Count(b.Shape) == full ? _coefficients.Reshape(_coefficients.Mul(a, _coefficients.Reshape(b, from)), to) : null;
    }

    private bool IsOnlyRead(Value tangent) => _uses.GetValueOrDefault(tangent) == 1;

    private static bool Fits(Value tangent, Value coefficient, Value result) => Fits(tangent, coefficient.Shape, result);

    // A coefficient must not be larger than what it scales, and the tangent must broadcast to the result as before.
    private static bool Fits(Value tangent, long[] coefficient, Value result) =>
        Shapes.Count(coefficient) <= Shapes.Count(result.Shape) && tangent.Rank >= coefficient.Length && Same(Shapes.Broadcast(tangent.Shape, coefficient), result.Shape);

    private static bool Same(long[] a, long[] b) => a.AsSpan().SequenceEqual(b);

    private static List<Node> Live(IReadOnlyList<Node> nodes, IReadOnlyList<Tangent> outputs)
    {
        var needed = outputs.Where(output => !output.IsZero).Select(output => output.Value).ToHashSet();
        var live = new List<Node>();
        foreach (var node in nodes.Reverse().Where(node => needed.Contains(node.Outputs[0]!)))
        {
            live.Add(node);
            needed.UnionWith(node.Inputs.OfType<Value>());
        }
        live.Reverse();
        return live;
    }
}
