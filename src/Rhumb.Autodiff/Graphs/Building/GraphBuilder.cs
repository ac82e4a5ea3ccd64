namespace Rhumb.Autodiff.Graphs.Building;

/// <summary>
/// Writes graphs by typed emitters: <c>g.MatMul(a, b)</c> adds the node and returns its value with type and shape inferred.
/// The emitted operators are those of operator set <see cref="MinimumOpset"/> and valid in all later ones.
/// </summary>
public sealed partial class GraphBuilder
{
    /// <summary>The operator set that emitted nodes need at least: reductions take their axes as an input.</summary>
    public const int MinimumOpset = 18;

    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, Value> _integers = new(StringComparer.Ordinal);
    private readonly string _prefix;
    private int _count;

    /// <summary>A builder whose values are named <paramref name="prefix"/> + operator + number.</summary>
    public GraphBuilder(string prefix = "") => _prefix = prefix;

    /// <summary>Nodes added so far, in execution order.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>A graph input; −1 is a free axis.</summary>
    public static Value Input(string name, ElementType type, params ReadOnlySpan<long> shape) => new(name, type, Dims(shape));

    /// <summary>A constant. Small integer vectors (axes, shapes) are shared.</summary>
    public Value Constant(TensorData data, string? name = null)
    {
        if (name is null && data.ElementType == ElementType.Int64 && data.Shape.Count == 1)
        {
            var key = string.Join(',', data.ToInts());
            if (!_integers.TryGetValue(key, out var shared))
                _integers[key] = shared = new Value(Fresh("ints"), data.ElementType, Dims([.. data.Shape]), data);
            return shared;
        }
        return new Value(name ?? Fresh("constant"), data.ElementType, Dims([.. data.Shape]), data);
    }

    /// <summary>A scalar constant of a real type.</summary>
    public Value Scalar(double value, ElementType type = ElementType.Float) => Constant(type switch
    {
        ElementType.Float => TensorData.Of([(float)value]),
        ElementType.Double => TensorData.Of([value]),
        ElementType.Int64 => TensorData.Of([(long)value]),
        _ => throw new GraphException($"Scalar constants of type {type} are not supported."),
    });

    /// <summary>A vector of integers, for axes and shapes.</summary>
    public Value Ints(params ReadOnlySpan<long> values) => Constant(TensorData.Ints(values));

    /// <summary>Adds a node with one output of the given type and shape (−1 is a free axis).</summary>
    public Value Emit(string op, IReadOnlyList<Value?> inputs, ElementType type, ReadOnlySpan<long> shape, Attributes? attributes = null)
    {
        var output = new Value(Fresh(op), type, Dims(shape));
        _nodes.Add(new Node(op, inputs, [output], attributes ?? Attributes.None));
        return output;
    }

    /// <summary>Adds a node with several outputs of the given types and shapes.</summary>
    public Value[] EmitMany(string op, IReadOnlyList<Value?> inputs, Attributes attributes, params ReadOnlySpan<(ElementType Type, long[] Shape)> outputs)
    {
        var values = new Value[outputs.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new Value(Fresh(op), outputs[i].Type, Dims(outputs[i].Shape));
        _nodes.Add(new Node(op, inputs, values, attributes));
        return values;
    }

    /// <summary>A tensor of one number.</summary>
    public Value Filled(double value, ElementType type, params ReadOnlySpan<long> shape) => Expand(Scalar(value, type), shape);

    /// <summary>Adds an existing node as it is.</summary>
    public void Add(Node node) => _nodes.Add(node);

    /// <summary>The value under another name: graph outputs are named so.</summary>
    public Value Named(string name, Value value, ReadOnlySpan<long> shape)
    {
        var output = new Value(name, value.ElementType, Dims(shape));
        _nodes.Add(new Node("Identity", [value], [output], Attributes.None));
        return output;
    }

    /// <summary>The value under another name.</summary>
    public Value Named(string name, Value value) => Named(name, value, value.Extents);

    /// <summary>A graph of everything added so far.</summary>
    public Graph Build(string name, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new(name, inputs, outputs, [.. _nodes]);

    /// <summary>A name not used by this builder before.</summary>
    public string Fresh(string hint) => $"{_prefix}{hint}_{_count++}";

    private static Dim[] Dims(ReadOnlySpan<long> shape)
    {
        var dims = new Dim[shape.Length];
        for (var i = 0; i < dims.Length; i++)
            dims[i] = shape[i] < 0 ? Dim.Free() : shape[i];
        return dims;
    }
}
