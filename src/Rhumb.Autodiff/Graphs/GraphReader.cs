using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Autodiff.Graphs;

/// <summary>From the file's messages to <see cref="Graphs.Model"/>.</summary>
internal sealed class GraphReader(TensorReader tensors)
{
    private const int MaximumDepth = 32;
    private const int MaximumExpanded = 1 << 20;

    private readonly Dictionary<(string Domain, string Name, string Overload), FunctionProto> _functions = [];
    private int _expanded;

    public Model Model(ModelProto proto)
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var set in proto.OpsetImport)
            opsets[Domain(set.Domain)] = set.Version;
        foreach (var function in proto.Functions)
            _functions[(Domain(function.Domain), function.Name, function.Overload)] = OfThisModel(function, opsets);
        if (!opsets.ContainsKey("") && proto.Graph.Node.FirstOrDefault(node => Domain(node.Domain).Length == 0) is { } own)
            throw new GraphException($"{own.OpType} '{own.Name}' is an operator of ONNX, but the model does not say of which operator set; export it again.");
        return new Model(Graph(proto.Graph, new Scope(null), 0), opsets)
        {
            HasClaims = true,
            Metadata = proto.MetadataProps.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal),
        };
    }

    // A function's nodes take their callers' place, so they must mean the same there.
    private static FunctionProto OfThisModel(FunctionProto function, Dictionary<string, long> opsets)
    {
        foreach (var set in function.OpsetImport)
            if (!opsets.TryAdd(Domain(set.Domain), set.Version) && opsets[Domain(set.Domain)] != set.Version)
                throw new GraphException($"Function '{function.Name}' uses operator set {set.Version} of '{Domain(set.Domain)}', the model {opsets[Domain(set.Domain)]}; export the model with one operator set.");
        return function;
    }

    private static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;

    private Graph Graph(GraphProto proto, Scope scope, int depth)
    {
        if (depth > MaximumDepth)
            throw new GraphException($"Graphs are nested more than {MaximumDepth} deep.");
        if (proto.SparseInitializer.Count > 0)
            throw new GraphException($"Initialiser '{proto.SparseInitializer[0].Values?.Name}' is sparse, which is not supported; export it dense.");
        var types = proto.ValueInfo.Concat(proto.Output).GroupBy(info => info.Name).ToDictionary(group => group.Key, group => group.First().Type, StringComparer.Ordinal);
        foreach (var initialiser in proto.Initializer)
        {
            var data = tensors.Read(initialiser);
            scope.Declare(initialiser.Name, new Value(initialiser.Name, data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
        }
        var constants = proto.Initializer.Select(initialiser => initialiser.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = new List<Value>();
        foreach (var input in proto.Input.Where(input => !constants.Contains(input.Name)))
            inputs.Add(scope.Declare(input.Name, Typed(input.Name, input.Type))!);
        var nodes = new List<Node>();
        foreach (var node in proto.Node)
            Read(node, scope, name => Typed(name, types.GetValueOrDefault(name)), nodes, depth);
        var outputs = proto.Output.Select(output => scope.Find(output.Name, "The graph's outputs")
            ?? throw new GraphException($"Output '{output.Name}' is left out where it is made; the model is damaged, export it again.")).ToList();
        if (depth == 0 && proto.Output.GroupBy(output => output.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GraphException($"Output '{twice.Key}' is listed twice; the model is damaged, export it again.");
        return new Graph(proto.Name, inputs, outputs, nodes);
    }

    // Adds the node, or the nodes of the function that it calls; `made` gives the values that it computes.
    private void Read(NodeProto node, Scope scope, Func<string, Value> made, List<Node> nodes, int depth)
    {
        if (node.Output.All(name => name.Length == 0))
            throw new GraphException($"{node.OpType} '{node.Name}' has no result; the model is damaged, export it again.");
        var title = $"{node.OpType} '{(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault())}'";
        var reads = node.Input.Select(name => name.Length == 0 ? null : scope.Find(name, title)).ToList();
        var attributes = Attributes(node, scope, depth);
        if (node.OpType == "Constant" && Domain(node.Domain).Length == 0 && ConstantOf(attributes) is { } data)
        {
            scope.Declare(node.Output[0], new Value(made(node.Output[0]).Name, data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
            return;
        }
        var writes = node.Output.Select(name => name.Length == 0 ? null : scope.Declare(name, made(name))).ToList();
        if (_functions.TryGetValue((Domain(node.Domain), node.OpType, node.Overload), out var function))
            Expand(function, node, scope, reads, writes, nodes, depth + 1);
        else
            nodes.Add(new Node(node.OpType, reads, writes, attributes, Domain(node.Domain), node.Name));
    }

    private void Expand(FunctionProto function, NodeProto call, Scope caller, List<Value?> reads, List<Value?> writes, List<Node> nodes, int depth)
    {
        // A few functions that call each other twice would grow without bound.
        if (depth > MaximumDepth || (_expanded += function.Node.Count) > MaximumExpanded)
            throw new GraphException($"Functions are nested more than {MaximumDepth} deep, call themselves, or expand to more than {MaximumExpanded} nodes ('{function.Name}'); export the model without functions.");
        var given = function.AttributeProto.Concat(call.Attribute.Select(attribute => caller.Resolve(attribute)).OfType<AttributeProto>());
        var scope = new Scope(null, given.GroupBy(attribute => attribute.Name).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal));
        for (var i = 0; i < function.Input.Count; i++)
            scope.Declare(function.Input[i], i < reads.Count ? reads[i] : null);
        var results = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < writes.Count && i < function.Output.Count; i++)
            if (writes[i] is { } output)
                results.TryAdd(function.Output[i], output);
        var prefix = call.Output.First(name => name.Length > 0);
        foreach (var node in function.Node)
            Read(node, scope, name => results.GetValueOrDefault(name) ?? new Value($"{prefix}/{name}", ElementType.Undefined, null), nodes, depth);
        // An output may be an input handed through, a constant, or given twice.
        for (var i = 0; i < writes.Count && i < function.Output.Count; i++)
            if (writes[i] is { } output && scope.Find(function.Output[i], $"Function '{function.Name}'") is { } value && value != output)
                nodes.Add(new Node("Identity", [value], [output], Graphs.Attributes.None));
    }

    private static TensorData? ConstantOf(Attributes attributes)
    {
        if (attributes.Tensor("value") is { } tensor)
            return tensor;
        if (attributes.Has("value_float"))
            return TensorData.Scalar(attributes.Float("value_float", 0));
        if (attributes.Has("value_int"))
            return TensorData.Of([attributes.Int("value_int", 0)]);
        if (attributes.Floats("value_floats") is { } floats)
            return TensorData.Of<float>(floats, floats.Length);
        return attributes.Ints("value_ints") is { } ints ? TensorData.Ints(ints) : null;
    }

    private static Value Typed(string name, TypeProto? type)
    {
        if (type is null)
            return new Value(name, ElementType.Undefined, null);
        if (type.ValueCase != TypeProto.ValueOneofCase.TensorType)
            throw new GraphException($"'{name}' is a {type.ValueCase}, not a tensor, which is not supported.");
        if (!Enum.IsDefined((ElementType)type.TensorType.ElemType))
            throw new GraphException($"'{name}' has no known element type ({type.TensorType.ElemType}); the model is damaged, export it again.");
        var shape = type.TensorType.Shape;
        return new Value(name, (ElementType)type.TensorType.ElemType, shape is null ? null : [.. shape.Dim.Select(Axis)]);
    }

    private static Dim Axis(TensorShapeProto.Types.Dimension dim) => dim.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dim.DimValue >= 0 => dim.DimValue,
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dim.DimParam.Length > 0 => Dim.Free(dim.DimParam),
        _ => Dim.Free(),
    };

    private Attributes Attributes(NodeProto node, Scope scope, int depth)
    {
        var attributes = new Attributes();
        foreach (var a in node.Attribute.Select(scope.Resolve).OfType<AttributeProto>())
        {
            attributes.Add(a.Name, a.Type switch
            {
                AttributeProto.Types.AttributeType.Float => a.F,
                AttributeProto.Types.AttributeType.Int => a.I,
                AttributeProto.Types.AttributeType.String => a.S.ToStringUtf8(),
                AttributeProto.Types.AttributeType.Tensor when a.T is not null => tensors.Read(a.T),
                AttributeProto.Types.AttributeType.Floats => a.Floats.ToArray(),
                AttributeProto.Types.AttributeType.Ints => a.Ints.ToArray(),
                AttributeProto.Types.AttributeType.Strings => a.Strings.Select(s => s.ToStringUtf8()).ToArray(),
                AttributeProto.Types.AttributeType.Graph when a.G is not null => Graph(a.G, new Scope(scope), depth + 1),
                AttributeProto.Types.AttributeType.Graphs => a.Graphs.Select(graph => Graph(graph, new Scope(scope), depth + 1)).ToArray(),
                _ => throw new GraphException($"{node.OpType} '{node.Name}': attribute '{a.Name}' is of type {a.Type}, which is not supported, or empty; export the model again."),
            });
        }
        return attributes;
    }

    /// <summary>Names visible in a graph: its own, then those of the graphs around it; inside a function also its attributes.</summary>
    private sealed class Scope(Scope? outer, IReadOnlyDictionary<string, AttributeProto>? bindings = null)
    {
        private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);

        /// <summary>The value of that name; null for a function's operand that its caller leaves out.</summary>
        public Value? Find(string name, string reader)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
                if (scope._values.TryGetValue(name, out var value))
                    return value;
            throw new GraphException($"{reader} reads '{name}', which nothing before it makes; the model is damaged, export it again.");
        }

        public Value? Declare(string name, Value? value) => _values.TryAdd(name, value)
            ? value
            : throw new GraphException($"'{name}' is made twice; the model is damaged, export it again.");

        /// <summary>The attribute, or what it refers to under its own name; null where a function's caller leaves that out.</summary>
        public AttributeProto? Resolve(AttributeProto attribute)
        {
            if (attribute.RefAttrName.Length == 0)
                return attribute;
            var scope = this;
            while (scope.Bindings is null)
                scope = scope.Outer ?? throw new GraphException($"Attribute '{attribute.Name}' refers to the function attribute '{attribute.RefAttrName}' outside a function.");
            if (scope.Bindings.GetValueOrDefault(attribute.RefAttrName) is not { } bound)
                return null;
            return new AttributeProto(bound) { Name = attribute.Name };
        }

        private Scope? Outer => outer;

        private IReadOnlyDictionary<string, AttributeProto>? Bindings => bindings;
    }
}
