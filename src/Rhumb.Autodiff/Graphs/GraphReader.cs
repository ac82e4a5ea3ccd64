using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Autodiff.Graphs;

/// <summary>From the file's messages to <see cref="Graphs.Model"/>.</summary>
internal sealed class GraphReader(TensorReader tensors)
{
    private const int MaximumDepth = 32;

    public Model Model(ModelProto proto)
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var set in proto.OpsetImport)
            opsets[Domain(set.Domain)] = set.Version;
        return new Model(Graph(proto.Graph, new Scope(null), 0), opsets)
        {
            Metadata = proto.MetadataProps.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal),
            Functions = [.. proto.Functions],
        };
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
            scope.Declare(new Value(initialiser.Name, data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
        }
        var constants = proto.Initializer.Select(initialiser => initialiser.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = new List<Value>();
        foreach (var input in proto.Input.Where(input => !constants.Contains(input.Name)))
            inputs.Add(scope.Declare(Typed(input.Name, input.Type)));
        var nodes = new List<Node>();
        foreach (var node in proto.Node)
        {
            var title = $"{node.OpType} '{(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault())}'";
            var reads = node.Input.Select(name => name.Length == 0 ? null : scope.Find(name)
                ?? throw new GraphException($"{title} reads '{name}', which nothing before it makes; the model is damaged, export it again.")).ToList();
            var attributes = Attributes(node, scope, depth);
            if (node.OpType == "Constant" && Domain(node.Domain).Length == 0 && ConstantOf(attributes) is { } data)
            {
                scope.Declare(new Value(node.Output[0], data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data));
                continue;
            }
            var writes = node.Output.Select(name => name.Length == 0 ? null : scope.Declare(Typed(name, types.GetValueOrDefault(name)))).ToList();
            nodes.Add(new Node(node.OpType, reads, writes, attributes, Domain(node.Domain), node.Name));
        }
        var outputs = proto.Output.Select(output => scope.Find(output.Name)
            ?? throw new GraphException($"Output '{output.Name}' is made by no node; the model is damaged, export it again.")).ToList();
        return new Graph(proto.Name, inputs, outputs, nodes);
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
        foreach (var a in node.Attribute)
        {
            if (a.RefAttrName.Length > 0)
                throw new GraphException($"{node.OpType} '{node.Name}' refers to the function attribute '{a.RefAttrName}' outside a function.");
            attributes.Add(a.Name, a.Type switch
            {
                AttributeProto.Types.AttributeType.Float => a.F,
                AttributeProto.Types.AttributeType.Int => a.I,
                AttributeProto.Types.AttributeType.String => a.S.ToStringUtf8(),
                AttributeProto.Types.AttributeType.Tensor => tensors.Read(a.T),
                AttributeProto.Types.AttributeType.Floats => a.Floats.ToArray(),
                AttributeProto.Types.AttributeType.Ints => a.Ints.ToArray(),
                AttributeProto.Types.AttributeType.Strings => a.Strings.Select(s => s.ToStringUtf8()).ToArray(),
                AttributeProto.Types.AttributeType.Graph => Graph(a.G, new Scope(scope), depth + 1),
                AttributeProto.Types.AttributeType.Graphs => a.Graphs.Select(graph => Graph(graph, new Scope(scope), depth + 1)).ToArray(),
                _ => throw new GraphException($"{node.OpType} '{node.Name}': attribute '{a.Name}' is of type {a.Type}, which is not supported."),
            });
        }
        return attributes;
    }

    /// <summary>Names visible in a graph: its own, then those of the graphs around it.</summary>
    private sealed class Scope(Scope? outer)
    {
        private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

        public Value? Find(string name) => _values.GetValueOrDefault(name) ?? outer?.Find(name);

        public Value Declare(Value value) => _values.TryAdd(value.Name, value)
            ? value
            : throw new GraphException($"'{value.Name}' is made twice; the model is damaged, export it again.");
    }
}
