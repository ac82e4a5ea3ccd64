using Google.Protobuf;
using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Autodiff.Graphs;

/// <summary>From <see cref="Graphs.Model"/> to the file's messages. Clashing names are made unique; inputs and outputs keep theirs.</summary>
internal sealed class GraphWriter
{
    private readonly Dictionary<Value, string> _names = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<Value> _written = [];

    public ModelProto Model(Model model)
    {
        var proto = new ModelProto { IrVersion = IrVersion(model.Opset), ProducerName = "rhumb", Graph = new GraphProto { Name = model.Graph.Name } };
        foreach (var (domain, version) in model.Opsets.OrderBy(set => set.Key, StringComparer.Ordinal))
            proto.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        foreach (var (key, value) in model.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        foreach (var value in model.Graph.Inputs.Concat(model.Graph.Outputs))
            Name(value);
        foreach (var value in model.Graph.Initialisers())
            Name(value);
        Fill(proto.Graph, model.Graph);
        return proto;
    }

    // Each operator set came with a file format version; older readers refuse files that claim more than they need.
    private static long IrVersion(long opset) => opset switch { >= 23 => 11, >= 21 => 10, >= 19 => 9, _ => 8 };

    private void Fill(GraphProto proto, Graph graph)
    {
        proto.Name = graph.Name.Length > 0 ? graph.Name : "graph";
        proto.Input.AddRange(graph.Inputs.Select(Info));
        foreach (var value in graph.Initialisers())
            if (_written.Add(value))
                proto.Initializer.Add(Tensor(value.Constant!, Name(value)));
        foreach (var node in graph.Nodes)
            proto.Node.Add(Node(node));
        proto.Output.AddRange(graph.Outputs.Select(Info));
    }

    private string Name(Value value)
    {
        if (_names.TryGetValue(value, out var name))
            return name;
        return _names[value] = Unique(_used, value.Name.Length > 0 ? value.Name : "value");
    }

    // Nodes may go without a name, but unrolled and expanded ones must not share theirs.
    private static string Unique(HashSet<string> used, string wanted)
    {
        var name = wanted;
        for (var i = 1; name.Length > 0 && !used.Add(name); i++)
            name = $"{wanted}_{i}";
        return name;
    }

    private ValueInfoProto Info(Value value)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)value.ElementType };
        if (value.Dims is not null)
        {
            tensor.Shape = new TensorShapeProto();
            foreach (var dim in value.Dims)
                tensor.Shape.Dim.Add(dim.Size is { } size ? new TensorShapeProto.Types.Dimension { DimValue = size }
                    : dim.Symbol is { } symbol ? new TensorShapeProto.Types.Dimension { DimParam = symbol } : new TensorShapeProto.Types.Dimension());
        }
        var info = new ValueInfoProto { Name = Name(value) };
        if (value.ElementType != ElementType.Undefined)
            info.Type = new TypeProto { TensorType = tensor };
        return info;
    }

    private NodeProto Node(Node node)
    {
        var proto = new NodeProto { OpType = node.OpType, Name = Unique(_nodes, node.Name) };
        if (node.Domain.Length > 0)
            proto.Domain = node.Domain;
        proto.Input.AddRange(node.Inputs.Select(value => value is null ? "" : Name(value)));
        proto.Output.AddRange(node.Outputs.Select(value => value is null ? "" : Name(value)));
        foreach (var (name, value) in node.Attributes)
            proto.Attribute.Add(Attribute(name, value));
        return proto;
    }

    private AttributeProto Attribute(string name, object value)
    {
        var a = new AttributeProto { Name = name };
        switch (value)
        {
            case long i: (a.Type, a.I) = (AttributeProto.Types.AttributeType.Int, i); break;
            case float f: (a.Type, a.F) = (AttributeProto.Types.AttributeType.Float, f); break;
            case string s: (a.Type, a.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(s)); break;
            case long[] ints: a.Type = AttributeProto.Types.AttributeType.Ints; a.Ints.AddRange(ints); break;
            case float[] floats: a.Type = AttributeProto.Types.AttributeType.Floats; a.Floats.AddRange(floats); break;
            case string[] strings: a.Type = AttributeProto.Types.AttributeType.Strings; a.Strings.AddRange(strings.Select(ByteString.CopyFromUtf8)); break;
            case TensorData tensor: (a.Type, a.T) = (AttributeProto.Types.AttributeType.Tensor, Tensor(tensor, "")); break;
            case Graph graph: (a.Type, a.G) = (AttributeProto.Types.AttributeType.Graph, Subgraph(graph)); break;
            case Graph[] graphs: a.Type = AttributeProto.Types.AttributeType.Graphs; a.Graphs.AddRange(graphs.Select(Subgraph)); break;
        }
        return a;
    }

    private GraphProto Subgraph(Graph graph)
    {
        var proto = new GraphProto();
        Fill(proto, graph);
        return proto;
    }

    private static TensorProto Tensor(TensorData data, string name)
    {
        var proto = new TensorProto { DataType = (int)data.ElementType, RawData = ByteString.CopyFrom(data.Bytes.Span) };
        proto.Dims.AddRange(data.Shape);
        if (name.Length > 0)
            proto.Name = name;
        return proto;
    }
}
